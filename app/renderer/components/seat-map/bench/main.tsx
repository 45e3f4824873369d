import '../../../styles/index.css';
import { installSeatMapBench } from './seat-map-bench.tsx';

const container = document.querySelector('main');
if (!container) throw new Error('the page has no place for the map');
installSeatMapBench(container);
