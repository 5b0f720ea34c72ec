import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { digest, openLab, settled } from './lab.ts';

const recording = (name: string) => readFileSync(`public/traces/${name}.json`, 'utf8');

/** Drops a file on the window, as from a file manager. */
async function drop(page: Page, name: string, text: string): Promise<void> {
  const files = await page.evaluateHandle(
    ([file, content]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content!], file!, { type: 'application/json' }));
      return transfer;
    },
    [name, text],
  );
  for (const type of ['dragenter', 'dragover', 'drop']) await page.dispatchEvent('body', type, { dataTransfer: files });
}

test('a recorded migration is laid over its prediction, with the errors in numbers', async ({ page }) => {
  await openLab(page);
  await page.getByRole('button', { name: /Recorded migration$/ }).click();
  await page.getByRole('listbox').getByRole('option').first().click();
  await expect(page.getByRole('table', { name: /measured|predicted/i })).toContainText('%');
  await settled(page);
  await expect(page.getByRole('region', { name: 'Remaining to send' })).toContainText('real QEMU');
});

test('a recording dropped on the window is opened', async ({ page }) => {
  await openLab(page);
  const before = await digest(page);
  await drop(page, 'mine.json', recording('link48-uni-128m-r1'));
  await expect(page.getByRole('region', { name: 'Compare with real QEMU' })).toContainText('3,230');
  await expect.poll(() => digest(page)).not.toBe(before);
});

const GOOD = JSON.parse(recording('idle-256m-cap64-r1'));
for (const [what, text, said] of [
  ['cut off', '{"schema": "qemu-migration-trace/1", "name', /broken\.json/],
  ['of another schema', JSON.stringify({ ...GOOD, schema: 'qemu-migration-trace/9' }), /broken\.json.*schema/s],
  ['without a configuration', JSON.stringify({ ...GOOD, config: undefined }), /broken\.json.*config/s],
  ['a scenario with an unknown field', '{"format": 1, "colour": "red"}', /broken\.json.*colour/s],
  [
    'a scenario beyond QEMU’s range',
    '{"format": 1, "parameters": {"downtime-limit": 2000001}}',
    /expects an integer in the range of 0 to \(2000 \* 1000\) ms/,
  ],
] as const) {
  test(`a file that is ${what} is refused with its name, field and fault; the run stays`, async ({ page }) => {
    await openLab(page);
    const before = await digest(page);
    await drop(page, 'broken.json', text);
    await expect(page.getByRole('alert').filter({ hasText: said }).first()).toBeVisible();
    expect(await digest(page)).toBe(before);
  });
}
