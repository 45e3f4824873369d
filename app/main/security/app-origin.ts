/** The origin of the station's page; nothing else may talk to the main process. */
export const appOrigin = 'app://foyer';
