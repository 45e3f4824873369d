import { expect, test } from './fixtures.ts';
import { freeNeighbours } from './seats.ts';
import { engineProcessId } from './stack.ts';

test.skip(process.platform === 'win32', 'stops a process for a while, which Windows cannot do');

for (const engine of ['redis', 'mongodb'] as const) {
  test(`${engine} is killed in a sale: health says so, it comes back, nothing is lost`, async ({
    ownOffice,
    openStation,
  }) => {
    const { stack, cashier, url, showing, api } = ownOffice;
    const health = async () => (await fetch(url.replace('/graphql', '/health'))).status;
    const station = await openStation(1, { at: ownOffice });
    await station.begin(cashier);
    await station.choose(showing);
    await station.take(await freeNeighbours(url, showing.id, 2));
    const before = await station.sell();
    await station.printed(2);
    await station.nextGuest();
    await station.choose(showing);
    const seats = await freeNeighbours(url, showing.id, 2);
    await station.take(seats);

    const pid = engineProcessId(stack, engine);
    // While the stack stands still, nobody starts the engine again.
    stack.process.kill('SIGSTOP');
    process.kill(pid, 'SIGKILL');
    await expect.poll(health).toBe(503);
    stack.process.kill('SIGCONT');
    await expect.poll(() => engineProcessId(stack, engine)).not.toBe(pid);
    await expect.poll(health).toBe(200);

    const code = await station.sell();
    await station.printed(2);
    expect((await api.order(before)).tickets).toHaveLength(2);
    for (const { id } of seats) expect(await api.ordersWithSeat(showing.id, id)).toEqual([code]);
  });
}
