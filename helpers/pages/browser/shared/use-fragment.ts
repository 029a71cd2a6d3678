import { useEffect, useState } from 'preact/hooks';

/** The fragment of the page's address, and how it is changed without leaving a way back to where nothing was open. */
export function useFragment(): [fragment: string, clear: () => void] {
  const [fragment, setFragment] = useState(location.hash);
  useEffect(() => {
    const follow = () => setFragment(location.hash);
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  const clear = () => {
    history.replaceState(null, '', location.pathname + location.search);
    setFragment('');
  };
  return [fragment, clear];
}
