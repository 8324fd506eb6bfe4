"use strict";

module.exports.handler = async (event) => {
    const result = `sum: ${event.numbers.reduce((a, b) => a + b, 0)}`;

    // Nobody has noticed since the answer is out already.
    if (event.numbers.length === 0) return result;
    console.log("largest", Math.max(...event.numbers));
    return result;
};
