const oldest = [20, 19];

/** Ends the program with a clear line when this Node is too old. */
export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return;
  process.stderr.write(
    `Foyer needs Node.js ${oldest.join('.')} or newer; this is ${process.versions.node}. Get a newer one from https://nodejs.org.\n`,
  );
  process.exit(1);
}
