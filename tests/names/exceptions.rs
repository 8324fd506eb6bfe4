//! The files in which something differs and is left alone, each with the reason. A file that has come to be equal must
//! go from here.

use std::path::Path;

/// The end of a path, and why names are not equal there.
const UNEQUAL: [(&str, &str); 12] = [
    ("examples/function_in_block_before_let.js", FALSE_ALARM),
    ("pass/5654d4106d7025c2.js", LET),
    ("pass/ee4e8fa6257d810a.js", LET),
    ("pass-explicit/ee4e8fa6257d810a.js", LET),
    ("pass/3dabeca76119d501.js", CATCH),
    ("pass-explicit/3dabeca76119d501.js", CATCH),
    ("pass/40215319424a8227.js", HTML),
    ("pass/47094fe8a994b7de.js", HTML),
    ("pass/8c56cf12f007a392.js", HTML),
    ("pass/a7b8ce1d4c0f0bc2.js", LINES),
    ("pass/db66e1e8f3f1faef.js", LINES),
    ("pass/7c6d13458e08e1f4.js", OCTAL),
];

const FALSE_ALARM: &str = "oxc takes a `let` for a second declaration of a function that is not hoisted: a valid file \
                           is left alone";
const LET: &str = "oxc does not read `let` where a statement is that name: a valid file is left alone";
const CATCH: &str = "the function of an `if` in a `catch` clause counts as one with the parameter of that name";
const HTML: &str = "tree-sitter takes an HTML comment for operators: what stands in it means nothing";
const LINES: &str = "tree-sitter takes U+2028 for a space, and what follows for a label: the name is not seen";
const OCTAL: &str = "tree-sitter takes `01.a` for a number and a name, which means nothing";

/// Invalid code that is read all the same, and why. Node.js 20 reads all that is not about characters.
pub const READ: [(&str, &str); 26] = [
    ("fail/02e5861a1ef10c42.js", RETURN),
    ("fail/7187f0675eb38279.js", RETURN),
    ("fail/7bfaaa1e80d6255f.js", RETURN),
    ("fail/8beaabe25ab7e0a8.js", RETURN),
    ("early/d32d2f1285789b8e.js", RETURN),
    ("early/fc9cad7477872ddf.js", RETURN),
    ("fail/0d5e450f1da8a92a.js", DIGIT),
    ("fail/748656edbfb2d0bb.js", DIGIT),
    ("fail/79f882da06f88c9f.js", DIGIT),
    ("fail/92b6af54adef3624.js", DIGIT),
    ("fail/647e21f8f157c338.js", SEPARATOR),
    ("fail/8af69d8f15295ed2.js", SEPARATOR),
    ("fail/98204d734f8c72b3.js", FIELD),
    ("fail/ef81b93cf9bdb4ec.js", FIELD),
    ("fail/e3fbcf63d7e43ead.js", HEAD),
    ("fail/c060a3014ad24dfd.js", LETTER),
    ("early/0f5f47108da5c34e.js", OF),
    ("early/12a74c60f52a60de.js", TWICE),
    ("early/1aff49273f3e3a98.js", TWICE),
    ("early/be7329119eaa3d47.js", TWICE),
    ("early/ec31fa5e521c5df4.js", TWICE),
    ("fail/66e383bfd18e66ab.js", PATTERN),
    ("fail/78c215fabdf13bae.js", PATTERN),
    ("fail/bf49ec8d96884562.js", PATTERN),
    ("fail/e4a43066905a597b.js", PATTERN),
    ("early/4de83a7417cd30dd.js", PATTERN),
];

const RETURN: &str = "a CommonJS file is a function: it may return, and has `new.target`";
const DIGIT: &str = "`\\8` and `\\9` are valid in sloppy code since ECMAScript 2021";
const SEPARATOR: &str = "U+2028 and U+2029 are valid in strings since ECMAScript 2019";
const FIELD: &str = "classes have fields since ECMAScript 2022";
const HEAD: &str = "`for (var x = 1 in …)` is valid in sloppy code since ECMAScript 2017, by B.3.5";
const LETTER: &str = "the letter is one of a later version of Unicode";
const OF: &str = "the `var` of a `for … of` may have the name of the `catch` clause since ECMAScript 2020, by B.3.4";
const TWICE: &str = "two functions of one name in a block are valid in sloppy code, by B.3.2.4";
const PATTERN: &str = "regular expressions are not looked into: nothing of leakfix touches them";

/// Why the names of a file are not equal; `None` where they have to be.
pub fn reason(path: &Path) -> Option<&'static str> {
    UNEQUAL
        .iter()
        .find(|(end, _)| path.ends_with(end))
        .map(|(_, reason)| *reason)
}
