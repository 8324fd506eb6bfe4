// Valid, but oxc takes it for a second declaration: the file is left alone.
function stops_at_a_let_of_the_function() {
  {
    function send() {}
    send();
  }
  let send = 1;
  send();
}
