// Drafts that save themselves, a word before a sign-in ends, and keys for those who want them. Nothing needs this file.
(function () {
  'use strict';
  var body = document.body;
  var ask = function (url, more) { return fetch(url, Object.assign({ credentials: 'same-origin' }, more)); };

  // Drafts: every 20 seconds and whenever a field is left, if something was typed since; files wait for their own step.
  document.querySelectorAll('[data-draft]').forEach(function (button) {
    var form = button.form;
    var told = form.querySelector('[data-drafted]');
    var typed = 0;
    var kept = 0;
    var busy = false;
    function save() {
      var data = new FormData(form);
      var upto = typed;
      if (busy || kept === typed || form.hasAttribute('data-sent')) { return; }
      busy = true;
      data.delete('files');
      ask(button.formAction, { method: 'POST', body: data, headers: { 'X-Part': '1' } }).then(function (answer) {
        if (!answer.ok || answer.redirected) { throw new Error('not kept'); }
        return answer.json();
      }).then(function (said) {
        kept = upto;
        told.textContent = said.said;
        seen();
      }).catch(function () {
        told.textContent = button.getAttribute('data-lost');
      }).then(function () { busy = false; });
    }
    form.addEventListener('input', function () { typed += 1; });
    form.addEventListener('change', function () { typed += 1; });
    form.addEventListener('focusout', function () { window.setTimeout(save, 0); });
    window.setInterval(save, 20000);
  });

  // The sign-in ends after some minutes without a page: five minutes before, the one question that may interrupt. All tabs count together.
  var idle = Number(body.getAttribute('data-idle')) * 60000;
  var warning = document.getElementById('idle');
  var opened = Date.now();
  function seen() {
    opened = Date.now();
    try { localStorage.setItem('procflow.seen', String(opened)); } catch (error) { /* this tab alone, then */ }
  }
  function last() {
    var others = 0;
    try { others = Number(localStorage.getItem('procflow.seen')); } catch (error) { /* as above */ }
    return Math.max(opened, others);
  }
  if (idle && warning && warning.showModal) {
    seen();
    window.setInterval(function () {
      var left = idle - (Date.now() - last());
      var over = left <= 0;
      if (warning.open && left > Math.min(300000, idle / 4)) { warning.close(); }
      if (!warning.open && left <= Math.min(300000, idle / 4) && !over) { warning.showModal(); }
      warning.querySelector('[data-minutes]').textContent = String(Math.max(1, Math.ceil(left / 60000)));
      warning.querySelector('[data-soon]').hidden = over;
      warning.querySelector('[data-over]').hidden = !over;
    }, 5000);
    warning.querySelector('button').addEventListener('click', function () {
      ask(body.getAttribute('data-alive')).then(function (answer) {
        if (!answer.ok || answer.redirected) { return; }
        seen();
        return answer.json().then(function (said) { document.getElementById('until').textContent = said.until; });
      }).catch(function () { /* the next submission will ask to sign in */ });
      warning.close();
    });
  }

  // Keys, for whoever has switched them on: never in a field, never while a word is being composed.
  if (!body.hasAttribute('data-keys')) { return; }
  var before = '';
  var list = document.getElementById('keys');
  function rows() { return Array.prototype.slice.call(document.querySelectorAll('main td .pf-main-link, main th .pf-main-link')); }
  function step(by) {
    var all = rows();
    var at = all.indexOf(document.activeElement);
    var next = all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))];
    if (next) { next.focus(); next.scrollIntoView({ block: 'center' }); }
  }
  function go(key) {
    var link = document.querySelector('[data-go="' + key + '"]');
    if (link) { link.click(); }
  }
  var deeds = {
    '?': function () { list.hidden = !list.hidden; if (!list.hidden) { list.focus(); } },
    '/': function () {
      var field = document.querySelector('main [role=search] input[type=text], main [role=search] input[type=search]');
      if (field) { field.focus(); field.select(); } else { go('/'); }
    },
    j: function () { step(1); },
    k: function () { step(-1); },
    x: function () {
      var row = document.activeElement.closest && document.activeElement.closest('tr');
      var box = row && row.querySelector('input[type=checkbox]');
      if (box) { box.click(); }
    }
  };
  document.addEventListener('keydown', function (event) {
    var field = event.target.closest && event.target.closest('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]');
    if (event.isComposing || event.keyCode === 229 || event.altKey || event.metaKey || (warning && warning.open)) { return; }
    if (event.ctrlKey) {
      var next = event.key === 'Enter' && document.querySelector('[data-next]');  // to the check, never past it
      if (next) { event.preventDefault(); next.click(); }
      return;
    }
    if (field) { return; }
    if (before === 'g' && /^[ica]$/.test(event.key)) { before = ''; event.preventDefault(); go(event.key); return; }
    before = event.key === 'g' ? 'g' : '';
    if (Object.prototype.hasOwnProperty.call(deeds, event.key)) { event.preventDefault(); deeds[event.key](); }
  });
}());
