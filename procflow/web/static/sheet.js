// Sheets worked like a spreadsheet: a block from Excel or WPS spread from the cell it is pasted into, arrows and Enter between cells, totals while one types.
// Whatever does not fit a cell is told by row and column, and the server reads everything again in any case.
(function () {
  'use strict';
  var EDITED = 'input:not([type=hidden]), select, textarea';
  if (window.procflowSheets) { return; }
  window.procflowSheets = true;

  function place(field) {
    var cell = field.closest('td');
    return cell && { row: cell.parentNode, column: Array.prototype.indexOf.call(cell.parentNode.children, cell), body: cell.closest('tbody') };
  }
  function at(row, column) { return row && row.children[column] && row.children[column].querySelector(EDITED); }
  function says(field) { field.dispatchEvent(new Event('input', { bubbles: true })); }

  // Left at the beginning of a text, and right at its end, lead to the next cell; within the text they move the caret.
  function beyond(field, key) {
    var ticks = field.type === 'checkbox';
    var start = ticks || (!field.selectionStart && (!field.selectionEnd || field.selectionEnd === field.value.length));
    var end = ticks || field.selectionEnd === field.value.length && (!field.selectionStart || field.selectionStart === field.selectionEnd);
    return key === 'ArrowLeft' && start ? -1 : key === 'ArrowRight' && end ? 1 : 0;
  }
  function beside(from, by) {
    for (var column = from.column + by; from.row.children[column]; column += by) {
      if (at(from.row, column)) { return at(from.row, column); }
    }
  }

  // The block as rows of cells; a cell with a line break of its own comes in quotation marks.
  function block(text) {
    var rows = [[]];
    var cell = '';
    var quoted = false;
    text = text.replace(/\r\n?/g, '\n').replace(/\n$/, '');
    for (var i = 0; i < text.length; i += 1) {
      var each = text[i];
      if (each === '"' && (quoted || cell === '')) {
        if (quoted && text[i + 1] === '"') { cell += '"'; i += 1; } else { quoted = !quoted; }
      } else if (!quoted && (each === '\t' || each === '\n')) {
        rows[rows.length - 1].push(cell.trim());
        cell = '';
        if (each === '\n') { rows.push([]); }
      } else { cell += each; }
    }
    rows[rows.length - 1].push(cell.trim());
    return rows;
  }

  function put(field, text) {
    if (field.tagName === 'SELECT') {
      var found = Array.prototype.filter.call(field.options, function (one) { return one.value === text || one.text === text || one.text.split('（')[0] === text; });
      if (text && found.length !== 1) { return false; }
      field.value = text ? found[0].value : '';
    } else if (field.type === 'checkbox') {
      field.checked = /^(是|√|✓|yes|1)$/i.test(text);
      return field.checked || /^(|否|×|no|0)$/i.test(text);
    } else if (field.type === 'date') {
      var day = text.normalize('NFKC').match(/^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/);
      if (text && !day) { return false; }
      field.value = day ? day[1] + '-' + ('0' + day[2]).slice(-2) + '-' + ('0' + day[3]).slice(-2) : '';
    } else {
      field.value = /numeric|decimal/.test(field.inputMode) ? text.normalize('NFKC').replace('−', '-') : text;
      if (text && field.list) { return Array.prototype.some.call(field.list.options, function (one) { return one.value === text || one.value.split('（')[0] === text; }); }
    }
    return true;
  }

  // Another row like the last, blank, under the next number.
  function longer(body) {
    var row = body.rows[body.rows.length - 1].cloneNode(true);
    row.querySelectorAll('.govuk-error-message').forEach(function (part) { part.remove(); });
    row.querySelectorAll(EDITED).forEach(function (field) {
      var number = Number(field.name.match(/-(\d+)-/)[1]);
      ['id', 'name'].forEach(function (mark) { field[mark] = field[mark].replace('-' + number + '-', '-' + (number + 1) + '-'); });
      field.setAttribute('aria-label', field.getAttribute('aria-label').replace(/\d+/, String(body.rows.length + 1)));
      field.removeAttribute('aria-describedby');
      field.removeAttribute('aria-invalid');
      if (field.type === 'checkbox') { field.checked = false; } else { field.value = ''; }
    });
    body.appendChild(row);
    return row;
  }

  function spread(table, from, rows) {
    var heads = table.tHead.rows[0].cells;
    var lost = [];
    var row = from.row;
    rows.forEach(function (cells, number) {
      row = number ? row.nextElementSibling || (table.hasAttribute('data-settled') ? null : longer(from.body)) : row;
      cells.forEach(function (text, offset) {
        var column = from.column + offset;
        var field = at(row, column);
        if (field ? put(field, text) : !text || (row && row.children[column] && row.children[column].textContent.trim() === text)) { return; }
        lost.push(table.getAttribute('data-wrong').replace('{row}', String(row ? row.rowIndex : number + 1)).replace('{given}', text)
          .replace('{column}', heads[column] ? heads[column].textContent : String(column + 1)));
      });
    });
    var told = document.querySelector('[data-told="' + table.getAttribute('data-sheet') + '"]');
    told.textContent = [table.getAttribute('data-done').replace('{rows}', String(rows.length))].concat(lost).join('\n');
  }

  function figure(field) { return Math.round(100 * Number(field.value.normalize('NFKC').replace('−', '-'))) || 0; }
  function total(table) {
    table.querySelectorAll('[data-sum]').forEach(function (sum) {
      var hundredths = 0;
      Array.prototype.forEach.call(table.tBodies[0].rows, function (row) {
        var field = at(row, Number(sum.getAttribute('data-sum')));
        hundredths += field ? figure(field) : 0;
      });
      sum.textContent = String(hundredths / 100);
    });
    table.querySelectorAll('[data-across]').forEach(function (sum) {
      var hundredths = 0;
      sum.closest('tr').querySelectorAll('[inputmode]').forEach(function (field) { hundredths += figure(field); });
      sum.textContent = String(hundredths / 100);
    });
  }

  document.querySelectorAll('[data-sheet]').forEach(function (table) {
    table.addEventListener('paste', function (event) {
      var from = event.target.matches(EDITED) && place(event.target);
      var text = event.clipboardData ? event.clipboardData.getData('text/plain') : '';
      if (!from || !/[\t\n]/.test(text.trim()) || (event.target.tagName === 'TEXTAREA' && !/\t/.test(text))) { return; }
      event.preventDefault();
      spread(table, from, block(text));
      says(event.target);
    });
    table.addEventListener('keydown', function (event) {
      var field = event.target;
      var from = !event.isComposing && !event.altKey && !event.ctrlKey && field.matches(EDITED) && place(field);
      var picks = field.tagName === 'SELECT' || field.type === 'date' || field.hasAttribute('list');
      var aside = picks ? 0 : beyond(field, event.key);
      var down = event.key === 'Enter' ? (event.shiftKey ? -1 : 1) : picks ? 0 : event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
      if (!from || !(down || aside) || field.tagName === 'TEXTAREA') { return; }
      var next = down ? at(down > 0 ? from.row.nextElementSibling : from.row.previousElementSibling, from.column) : beside(from, aside);
      event.preventDefault();
      if (next) { next.focus(); if (next.select) { next.select(); } }
    });
    table.addEventListener('input', function () { total(table); });
  });
}());
