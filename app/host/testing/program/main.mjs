// A small Electron program that uses what the host must carry. Runs unbuilt, on the host and on Electron alike.
import { inspect } from 'node:util';
import path from 'node:path';
import { app, BrowserWindow, ipcMain, protocol } from 'electron';

app.setPath('userData', process.env.FIXTURE_USER_DATA);
protocol.registerSchemesAsPrivileged([
  { scheme: 'fixture', privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);

const pages = {
  '/': `<!doctype html><title>Fixture</title><h1>Ready</h1><script src="/page.js"></script>`,
  '/framed': `<!doctype html><title>Framed</title><iframe src="/frame"></iframe>`,
  '/frame': `<!doctype html><p>Inside</p>`,
};

ipcMain.handle('echo', (_event, value) => value);
ipcMain.handle('describe', (_event, ...values) => inspect(values, { depth: 9 }));
ipcMain.handle('fail', () => {
  throw new TypeError('not today');
});
ipcMain.handle('function', () => () => {});
ipcMain.handle('who', ({ senderFrame }) => ({ url: senderFrame.url, origin: senderFrame.origin }));
ipcMain.on('shout', (event, value) => event.sender.send('heard', value, 'twice'));

app.on('window-all-closed', () => app.quit());
void app.whenReady().then(start);

function start() {
  protocol.handle('fixture', async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname === '/page.js') {
      return new Response('window.ranBeforeLoad = typeof api;', { headers: { 'Content-Type': 'text/javascript' } });
    }
    if (pathname === '/post') return new Response(`${request.method} ${await request.text()}`);
    const body = pages[pathname];
    return new Response(body ?? 'Not found', { status: body ? 200 : 404, headers: { 'Content-Type': 'text/html' } });
  });
  const window = new BrowserWindow({
    width: 900,
    height: 600,
    webPreferences: { preload: path.join(import.meta.dirname, 'preload.cjs'), sandbox: true },
  });
  void window.loadURL('fixture://program/');
}
