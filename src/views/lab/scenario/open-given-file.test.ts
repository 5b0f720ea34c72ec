import { describe, expect, it, vi } from 'vitest';
import { openGivenFile } from './open-given-file.ts';

const store = () => ({ openFile: vi.fn(async () => {}), report: vi.fn() });
const openTable = vi.fn(async () => {});

describe('a file that a person chose', () => {
  it('goes to the store with its name', async () => {
    const { openFile, report } = store();
    await openGivenFile(new File(['{"format":1}'], 'idle.json'), { openFile, report }, openTable);
    expect(openFile).toHaveBeenCalledWith('{"format":1}', 'idle.json');
    expect(report).not.toHaveBeenCalled();
  });

  it('goes another way when it is a table that was saved here', async () => {
    const { openFile, report } = store();
    const text = '# switchover: curve\n';
    await openGivenFile(new File([text], 'curve.csv'), { openFile, report }, openTable);
    expect(openTable).toHaveBeenCalledWith(text, 'curve.csv');
    expect(openFile).not.toHaveBeenCalled();
  });

  it('that is too large is told without being read', async () => {
    const { openFile, report } = store();
    const text = vi.fn();
    await openGivenFile({ name: 'disk.img', size: 2 ** 33, text } as unknown as File, { openFile, report }, openTable);
    expect(text).not.toHaveBeenCalled();
    expect(openFile).not.toHaveBeenCalled();
    expect(report).toHaveBeenCalledWith(
      'file',
      'This file cannot be read.',
      expect.objectContaining({ message: 'disk.img: the file has 8 GiB, more than the 32 MiB that are read' }),
    );
  });

  it('that has gone meanwhile is told', async () => {
    const { openFile, report } = store();
    const gone = new Error('The file could not be found.');
    const text = () => Promise.reject(gone);
    await openGivenFile({ name: 'a.json', size: 1, text } as unknown as File, { openFile, report }, openTable);
    expect(report).toHaveBeenCalledWith('file', 'This file cannot be read.', gone);
  });
});
