// How the rules about imports read .vue files: they know parsers by path only, and give them no options of their own.
const { parseForESLint } = require('vue-eslint-parser');

module.exports = {
  parseForESLint: (text, options) => parseForESLint(text, { ...options, parser: '@typescript-eslint/parser' }),
};
