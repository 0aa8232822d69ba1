// A page in React as docs/embedding.md has it: a list of calculators that the test changes, and what they tell in both ways
// that React has of listening.
import { StrictMode, useEffect, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';

window.heard = [];
const hear = (how, id) => ({ detail }) => window.heard.push([how, id, detail.low]);

function Calculator({ id, ...wishes }) {
  const ref = useRef(null);
  useEffect(() => {
    const element = ref.current;
    const listener = hear('listener', id);
    element.addEventListener('anze:estimate', listener);
    return () => element.removeEventListener('anze:estimate', listener);
  }, [id]);
  return <anze-calculator ref={ref} id={id} {...wishes} {...{ 'onanze:estimate': hear('attribute', id) }} />;
}

function Page() {
  const [calculators, show] = useState([]);
  useEffect(() => { window.show = show; }, []);
  return <ul>{calculators.map((one) => <li key={one.id}><Calculator {...one} /></li>)}</ul>;
}

createRoot(document.getElementById('app')).render(<StrictMode><Page /></StrictMode>);
