const { contextBridge, ipcRenderer } = require('electron');

globalThis.secretOfTheIsolatedWorld = true;

contextBridge.exposeInMainWorld('api', {
  constant: { list: [1, 2], text: 'fixed' },
  echo: (value) => ipcRenderer.invoke('echo', value),
  describe: (...values) => ipcRenderer.invoke('describe', ...values),
  fail: () => ipcRenderer.invoke('fail'),
  returnFunction: () => ipcRenderer.invoke('function'),
  who: () => ipcRenderer.invoke('who'),
  shout: (value) => ipcRenderer.send('shout', value),
  onHeard: (listener) => {
    const forward = (_event, ...values) => listener(...values);
    ipcRenderer.on('heard', forward);
    return () => ipcRenderer.off('heard', forward);
  },
  add: (left, right) => left + right,
  callBack: (callback) => callback(2) + 1,
  throwNow: () => {
    throw new RangeError('too far');
  },
  world: () => ({ require: typeof require('electron'), page: typeof window.setByThePage, process: process.type }),
  requireNode: () => require('node:fs'),
});
