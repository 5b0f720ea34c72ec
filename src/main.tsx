import { ensureIsolation } from './app/isolation.ts';
import { startApp } from './app/start.tsx';

await ensureIsolation();
startApp(document.getElementById('root')!);
