// What makes a page nicer to use and nothing that it needs: every act works without this file.
(function () {
  'use strict';

  // Errors: the summary is the first thing that is read.
  var summary = document.querySelector('.govuk-error-summary');
  if (summary) { summary.focus(); }

  // Links of the summary put the cursor into the field, not only the field into view.
  document.addEventListener('click', function (event) {
    var link = event.target.closest && event.target.closest('.govuk-error-summary a[href^="#"]');
    var field = link && document.getElementById(link.getAttribute('href').slice(1));
    if (!field) { return; }
    event.preventDefault();
    (field.closest('.govuk-form-group') || field).scrollIntoView();
    field.focus({ preventScroll: true });
  });

  // Stock phrases: shown only when they can work.
  document.querySelectorAll('[data-phrases-for]').forEach(function (group) {
    var field = document.getElementById(group.getAttribute('data-phrases-for'));
    if (!field) { return; }
    group.hidden = false;
    group.addEventListener('click', function (event) {
      if (event.target.tagName !== 'BUTTON') { return; }
      var text = field.value.replace(/\s+$/, '');
      var gap = text && !/[，。；、,.;!?！？]$/.test(text) ? '，' : '';
      field.value = text + gap + event.target.textContent.trim();
      field.focus();
      field.dispatchEvent(new Event('input', { bubbles: true }));
    });
  });

  // A second click within four seconds is the same click. The server counts only one in any case.
  document.addEventListener('submit', function (event) {
    var form = event.target;
    var now = Date.now();
    if (form.method.toLowerCase() !== 'post') { return; }
    if (now - Number(form.getAttribute('data-sent') || 0) < 4000) { event.preventDefault(); return; }
    form.setAttribute('data-sent', String(now));
  });
  window.addEventListener('pageshow', function () {
    document.querySelectorAll('form[data-sent]').forEach(function (form) { form.removeAttribute('data-sent'); });
  });

  // The password can be seen while it is typed.
  document.querySelectorAll('[data-reveals]').forEach(function (button) {
    var field = document.getElementById(button.getAttribute('data-reveals'));
    if (!field) { return; }
    button.hidden = false;
    button.addEventListener('click', function () {
      var shown = field.type === 'text';
      field.type = shown ? 'password' : 'text';
      button.setAttribute('aria-pressed', String(!shown));
    });
  });

  // Figures that change while one looks on: the marked part is fetched again, politely, while the page is in view.
  document.querySelectorAll('[data-live]').forEach(function (part) {
    var every = Math.max(2, Number(part.getAttribute('data-every')) || 5) * 1000;
    window.setInterval(function () {
      if (document.hidden) { return; }
      fetch(part.getAttribute('data-live'), { credentials: 'same-origin', headers: { 'X-Part': '1' } }).then(function (answer) {
        return answer.ok && !answer.redirected ? answer.text() : '';
      }).then(function (text) {
        var fresh = text && new DOMParser().parseFromString(text, 'text/html').getElementById(part.id);
        if (fresh && fresh.innerHTML !== part.innerHTML) { part.innerHTML = fresh.innerHTML; }
      }).catch(function () { /* the next round will do */ });
    }, every);
  });
}());
