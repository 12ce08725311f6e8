// A meeting while it is held: its figures asked for every five seconds, and the ballots added up while they are typed. The server counts in any case.
(function () {
  'use strict';
  var figures = document.querySelector('[data-figures]');
  var one = function (mark) { return document.querySelector('[' + mark + ']'); };
  var show = function (mark, yes) { var part = one(mark); if (part) { part.hidden = !yes; } };

  function ask() {
    if (document.hidden) { return; }
    fetch(figures.getAttribute('data-figures'), { credentials: 'same-origin' }).then(function (answer) {
      if (!answer.ok || answer.redirected) { throw new Error(); }
      return answer.json();
    }).then(function (told) {
      show('data-lost', false);
      if (figures.innerHTML !== told.html) {
        figures.innerHTML = told.html;
        if (one('data-said')) { one('data-said').textContent = told.said; }
      }
      show('data-moved', told.stage !== figures.getAttribute('data-stage'));
    }).catch(function () { show('data-lost', true); });
  }

  if (figures) {
    show('data-every', true);
    window.setInterval(ask, 5000);
  }

  var form = one('data-tally');
  if (form) {
    form.addEventListener('input', function () {
      var of = function (name) { return Number((form.elements[name] || {}).value) || 0; };
      var sum = of('in_favour') + of('against') + of('abstained') + of('void');
      var line = one('data-sum');
      var votes = of('returned') + Number(line.getAttribute('data-written'));
      line.textContent = (sum === votes ? '✓ ' : '✖ ') + line.getAttribute('data-words').replace('{sum}', sum).replace('{votes}', votes);
      line.hidden = !sum && !votes;
    });
  }
}());
