import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';

interface Props {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** What a cell opens to: gets the focus when it opens, and is closed by its button or Escape. */
export function Panel({ title, onClose, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  // Before it is painted: what is typed next is for the panel.
  useLayoutEffect(() => heading.current?.focus(), []);
  useEffect(() => {
    const onKey = ({ key }: KeyboardEvent) => key === 'Escape' && onClose();
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [onClose]);
  return (
    <aside class="panel" aria-labelledby="panel-heading">
      <button type="button" class="close" aria-label="Close" onClick={onClose}>
        ×
      </button>
      <h2 id="panel-heading" ref={heading} tabIndex={-1}>
        {title}
      </h2>
      {children}
    </aside>
  );
}
