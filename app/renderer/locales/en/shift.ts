export const shift = {
  title: 'Open your shift',
  hint: 'Count the drawer and enter the float.',
  float: 'Float in the drawer',
  open: 'Open shift with {{amount}}',
  eraseDigit: 'Erase the last digit',
  alreadyOpen: 'A shift was open already. It goes on.',
  invalid: 'The shift was not opened.',
  failed: 'The shift could not be opened.',
  failedHint: 'The server does not answer. Try again.',
} as const;
