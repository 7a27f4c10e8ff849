/** RFC 9457 problem document, as the API sends it. */
export interface Problem {
  type?: string;
  title?: string;
  status: number;
  detail?: string;
  detail_zh?: string;
  detail_en?: string;
  code?: string;
  next_step_zh?: string;
  next_step_en?: string;
  request_id?: string;
  fields?: FieldFault[] | null;
}

export interface FieldFault {
  path: string;
  code: string;
  message_zh: string;
  message_en: string;
}

export class ProblemError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.code ?? problem.title ?? String(problem.status));
    this.problem = problem;
  }
}

/** The network gave no answer at all. */
export class OfflineError extends Error {}

export function problemOf(error: unknown): Problem | undefined {
  return error instanceof ProblemError ? error.problem : undefined;
}

export function faultsOf(error: unknown): FieldFault[] {
  return problemOf(error)?.fields ?? [];
}
