import type { ApplicationProblem, ProblemStore } from '../problem';

/** A ProblemStore for tests. */
export function createMemoryProblems(): ProblemStore & { problems: Map<string, ApplicationProblem> } {
  const problems = new Map<string, ApplicationProblem>();
  return {
    problems,
    all: () => Promise.resolve(new Map(problems)),
    async add(fingerprint, problem) {
      if (problems.has(fingerprint)) return false;
      problems.set(fingerprint, problem);
      return true;
    },
    remove: async (fingerprints) => fingerprints.filter((fingerprint) => problems.delete(fingerprint)).length,
  };
}
