import { Download, ExternalLink } from 'lucide-react';
import { useId, useState } from 'react';
import { t } from '../../language/t.ts';
import type { SharedScale } from '../../takeaway/pictures/small-multiples.ts';
import { type RemarkedPlace, reportHtml } from '../../takeaway/report.ts';
import type { TakenComparison } from '../../takeaway/table.ts';
import { Button } from '../../ui/button.tsx';
import { fileName, saveFile } from '../save-file.ts';
import styles from './take-away.module.css';

export interface ReportTabProps {
  readonly name: string;
  readonly comparison: TakenComparison;
  readonly shared: SharedScale;
  readonly notes?: readonly RemarkedPlace[];
}

/** Question and decision are a person's; runs, evidence and digests stand in the report as they are. */
export function ReportTab({ name, comparison, shared, notes = [] }: ReportTabProps) {
  const [question, setQuestion] = useState(comparison.question);
  const [decision, setDecision] = useState('');
  const id = useId();
  const html = (): string =>
    reportHtml({
      ...comparison,
      question: question.trim() || comparison.question,
      decision,
      notes,
      madeOn: new Date().toISOString().slice(0, 10),
      shared,
    });
  return (
    <div className={styles.tab}>
      <p className={styles.note}>
        {t(
          'One page of HTML that loads nothing and prints: the question, the runs, their figures, what QEMU decided, your decision, and the digests with which anybody can make the runs again.',
        )}
      </p>
      <div className={styles.field}>
        <label htmlFor={`${id}-question`}>{t('Question')}</label>
        <input id={`${id}-question`} value={question} onChange={(event) => setQuestion(event.currentTarget.value)} />
      </div>
      <div className={styles.field}>
        <label htmlFor={`${id}-decision`}>{t('Decision')}</label>
        <textarea
          id={`${id}-decision`}
          rows={4}
          placeholder={t('Left empty, the page has lines to write on.')}
          value={decision}
          onChange={(event) => setDecision(event.currentTarget.value)}
        />
      </div>
      <div className={styles.actions}>
        <Button variant="primary" onPress={() => saveFile(fileName(name, 'report.html'), 'text/html', html())}>
          <Download aria-hidden size="1em" />
          {t('Save the report')}
        </Button>
        <Button onPress={() => openPage(html())}>
          <ExternalLink aria-hidden size="1em" />
          {t('Open it, to print')}
        </Button>
      </div>
    </div>
  );
}

/** In a tab of its own, which lives as long as it is open. */
function openPage(html: string): void {
  const url = URL.createObjectURL(new Blob([html], { type: 'text/html' }));
  window.open(url, '_blank');
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
