import { ApolloProvider } from '@apollo/client/react';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import './styles/index.css';
import { BridgeProvider } from './bridge/bridge-context.ts';
import { connectBridge } from './bridge/bridge.ts';
import { startStation } from './start-station.ts';

const bridge = connectBridge();
const client = await startStation(bridge);

const root = document.getElementById('root');
if (!root) throw new Error('the page has no element with the id "root"');

createRoot(root).render(
  <StrictMode>
    <BridgeProvider value={bridge}>
      <ApolloProvider client={client}>
        <App />
      </ApolloProvider>
    </BridgeProvider>
  </StrictMode>,
);
