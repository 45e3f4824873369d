import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { printCopies, printFailureReasons, type PrintJob, type PrintJobStatus } from '#shared/domain/print.ts';
import { writeWhole } from './files.ts';
import { printJobSchema } from './print-job-schema.ts';

/** A job as it is kept on disk, one JSON file each. */
export interface StoredJob {
  readonly job: PrintJob;
  readonly status: PrintJobStatus;
}

const statusSchema: z.ZodType<PrintJobStatus> = z.object({
  jobId: z.string(),
  orderId: z.string(),
  orderCode: z.string(),
  copies: z.enum(printCopies),
  state: z.enum(['QUEUED', 'PRINTING', 'PRINTED', 'FAILED']),
  documents: z.int().positive(),
  printedDocuments: z.int().nonnegative(),
  attempts: z.int().nonnegative(),
  createdAt: z.iso.datetime(),
  changedAt: z.iso.datetime(),
  failure: z.object({ reason: z.enum(printFailureReasons), message: z.string() }).optional(),
});

const storedJobSchema: z.ZodType<StoredJob> = z.object({ job: printJobSchema, status: statusSchema });

export interface JobStore {
  /** All jobs, oldest first. A file that is no job is renamed to `*.unreadable` and told, so that it stops nothing. */
  load(onProblem: (message: string) => void): Promise<StoredJob[]>;
  /** Replaces the job's file whole. Throws what the file system throws. */
  save(stored: StoredJob): Promise<void>;
  remove(jobId: string): Promise<void>;
}

export function createJobStore(directory: string): JobStore {
  const pathOf = (jobId: string): string => join(directory, `${jobId}.json`);
  return {
    async load(onProblem) {
      await mkdir(directory, { recursive: true });
      const names = (await readdir(directory)).filter((name) => name.endsWith('.json'));
      const jobs = await Promise.all(names.map((name) => readJob(join(directory, name), onProblem)));
      return jobs.filter((job) => job !== undefined).sort((a, b) => compare(a.status.createdAt, b.status.createdAt));
    },
    save: (stored) => writeWhole(pathOf(stored.job.jobId), JSON.stringify(stored)),
    remove: (jobId) => rm(pathOf(jobId), { force: true }),
  };
}

async function readJob(path: string, onProblem: (message: string) => void): Promise<StoredJob | undefined> {
  const parsed = storedJobSchema.safeParse(parseJson(await readFile(path, 'utf8')));
  if (parsed.success) return parsed.data;
  await rename(path, `${path}.unreadable`);
  onProblem(`${path} is no print job and was set aside as ${path}.unreadable`);
  return undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
