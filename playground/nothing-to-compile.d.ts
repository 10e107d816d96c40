// TypeScript asks for at least one file (tsconfig.json).
export {};
