'use strict';
// In strict code a function of a block stays there.
if (process.env.STAGE) {
  function save() {}
  save();
}
save();
{
  function save() {}
  save();
}
