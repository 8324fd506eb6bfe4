function strict() {
  'use strict';
  {
    function save() {}
    save();
  }
  save();
}
class Strict {
  method() {
    {
      function save() {}
      save();
    }
    save();
  }
}
function sloppy() {
  {
    function save() {}
  }
  save();
}
