/** The smallest page that uses the bridge: shows the station's name once the main process has told it. */
const settings = await window.foyer.invoke('station.settings');
const heading = document.querySelector('h1');
if (heading) heading.textContent = settings.stationName;
