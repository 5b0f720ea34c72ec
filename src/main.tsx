import { ensureIsolation } from './app/isolation.ts';
import { startApp } from './app/start.tsx';

await ensureIsolation();
await startApp(document.getElementById('root')!);
