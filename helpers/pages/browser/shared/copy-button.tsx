import { useState } from 'preact/hooks';

/** How long a button says that it has copied, milliseconds. */
const SAYS_SO = 2000;

/** A button that copies a text. */
export function CopyButton({ text, what }: { readonly text: string; readonly what: string }) {
  const [said, say] = useState('');
  const copy = async () => {
    say((await isCopied(text)) ? 'Copied' : 'Cannot copy: select the text');
    setTimeout(() => say(''), SAYS_SO);
  };
  return (
    <button type="button" class="copy" aria-label={`Copy ${what}`} onClick={copy}>
      <span aria-live="polite">{said || 'Copy'}</span>
    </button>
  );
}

async function isCopied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return isCopiedByHand(text);
  }
}

/** A page that is opened from a disk may be given no clipboard. */
function isCopiedByHand(text: string): boolean {
  const area = document.createElement('textarea');
  area.value = text;
  area.setAttribute('aria-hidden', 'true');
  document.body.append(area);
  area.select();
  const copied = document.execCommand('copy');
  area.remove();
  return copied;
}
