import { refuse, UnsupportedError } from '../unsupported.ts';
import { ElectronEmitter } from './electron-emitter.ts';

type ThemeSource = 'system' | 'light' | 'dark';

/** Electron's `nativeTheme`. Without a desktop to ask, `system` is light. */
export class NativeTheme extends ElectronEmitter {
  private source: ThemeSource = 'system';

  get themeSource(): ThemeSource {
    return this.source;
  }

  set themeSource(source: ThemeSource) {
    if (source === this.source) return;
    this.source = source;
    this.emit('updated');
  }

  get shouldUseDarkColors(): boolean {
    return this.source === 'dark';
  }
}

/** Electron's `safeStorage` on a machine without a key store: it says so, and encrypts nothing. */
export const safeStorage = refuse('safeStorage', {
  isEncryptionAvailable: () => false,
  getSelectedStorageBackend: () => 'unknown',
  encryptString(): never {
    throw new UnsupportedError('safeStorage.encryptString');
  },
  decryptString(): never {
    throw new UnsupportedError('safeStorage.decryptString');
  },
});

/** Electron's `dialog`: without a person at a screen, an error goes to stderr. */
export const dialog = refuse('dialog', {
  showErrorBox(title: string, content: string) {
    process.stderr.write(`${title}: ${content}\n`);
  },
});

/** Electron's `Menu`: windows here have none, so that taking it away is done. */
export const Menu = refuse('Menu', {
  setApplicationMenu(menu: null) {
    if (menu !== null) throw new UnsupportedError('Menu.setApplicationMenu with a menu');
  },
  getApplicationMenu: () => null,
});
