import { nodeProgram } from './node-program.ts';

/** What `npm start` needs of the station's side: what carries the windows, and the tour that drives a sale. */
export default nodeProgram({
  outDir: 'out/launch',
  entries: {
    'prepare-electron': 'app/host/install.ts',
    tour: 'app/e2e/tour/main.ts',
  },
});
