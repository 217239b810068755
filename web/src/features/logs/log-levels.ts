import { logLevels, type LogLevel } from '../../data/log-structure.ts';

/** The choices of a view: this bad or worse. */
export const levelChoices = ['error', 'warn', 'info', 'debug'] as const satisfies readonly LogLevel[];
export type LevelChoice = (typeof levelChoices)[number];

export const thisBadOrWorse = (level: LevelChoice): readonly LogLevel[] => logLevels.slice(logLevels.indexOf(level));
