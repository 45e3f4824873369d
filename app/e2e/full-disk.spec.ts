import { expect, officeOn, test as base } from './fixtures.ts';
import { freeNeighbours } from './seats.ts';
import { mountSmallDisk, type SmallDisk } from './small-disk.ts';
import { startStack } from './stack.ts';

const test = base.extend<{ smallDisk: (megabytes: number) => SmallDisk }>({
  smallDisk: async ({ folder }, use, testInfo) => {
    let disk: SmallDisk | undefined;
    await use((megabytes) => {
      disk = mountSmallDisk(folder('disk'), megabytes);
      testInfo.skip(!disk, 'mounting a small disk is not permitted here');
      if (!disk) throw new Error('skipped');
      return disk;
    });
    disk?.remove();
  },
});

test('a disk that is full from the start is named in one line', async ({ smallDisk }) => {
  const { folder } = smallDisk(1);
  const stack = startStack(folder);
  expect(await stack.ready).toBeUndefined();
  expect(await stack.ended).toBe(2);
  expect(stack.lines).toEqual([`${folder} cannot be used for data: the disk is full (1 MB free, 256 MB needed)`]);
});

test('the disk fills up in a sale: health says so, and with room again all is there, once', async ({
  smallDisk,
  openStation,
}) => {
  test.setTimeout(120_000);
  const disk = smallDisk(600);
  await officeOn(disk.folder, async (office) => {
    const { cashier, url, showing, api } = office;
    const health = async () => (await fetch(url.replace('/graphql', '/health'))).status;
    const station = await openStation(1, { at: office });
    await station.begin(cashier);
    await station.choose(showing);
    const earlier = await freeNeighbours(url, showing.id, 2);
    await station.take(earlier);
    const earlierCode = await station.sell();
    await station.nextGuest();
    await station.choose(showing);
    const seats = await freeNeighbours(url, showing.id, 2);
    await station.take(seats);

    disk.fill();
    await station.pay.click();
    // The database gives back some of its own now and then.
    const healthWhenFull = () => {
      disk.fill();
      return health();
    };
    await expect.poll(healthWhenFull).toBe(503);
    disk.empty();
    await expect.poll(health).toBe(200);

    const code = await station.soldCode();
    await station.printed(2);
    for (const { id } of earlier) expect(await api.ordersWithSeat(showing.id, id)).toEqual([earlierCode]);
    for (const { id } of seats) expect(await api.ordersWithSeat(showing.id, id)).toEqual([code]);
  });
});
