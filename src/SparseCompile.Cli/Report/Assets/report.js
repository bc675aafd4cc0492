// Draws the maps, schedules and charts of the page, and ties code to non-zeros. Everything it needs is in the page.
(() => {
  'use strict';
  const root = document.documentElement;
  const number = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 4 });
  const count = new Intl.NumberFormat('en-US');
  const layers = [];
  const charts = [];

  // Theme: the system's, until the button is used.
  const system = matchMedia('(prefers-color-scheme: dark)');
  const button = document.getElementById('theme');
  const setTheme = isDark => {
    root.dataset.theme = isDark ? 'dark' : 'light';
    button.setAttribute('aria-pressed', String(isDark));
    layers.forEach(layer => layer.redraw());
    charts.forEach(chart => chart());
  };
  const colors = () => {
    const style = getComputedStyle(root);
    const of = name => style.getPropertyValue('--' + name).trim();
    return { bg: of('bg'), ink: of('ink'), muted: of('muted'), line: of('line'), positive: of('positive'), negative: of('negative'), lit: of('lit'), work: of('work'), idle: of('idle'), dense: of('dense') };
  };
  const rgb = color => [1, 3, 5].map(i => parseInt(color.slice(i, i + 2), 16));

  // Data: arrays one after the other, compressed.
  async function unpack(text) {
    const bytes = Uint8Array.from(atob(text), letter => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    return new Response(stream).arrayBuffer();
  }

  function arrays(description, buffer) {
    let offset = 0;
    const integers = description.lengths.map(length => {
      const array = new Int32Array(buffer, offset, length);
      offset += 4 * length;
      return array;
    });
    const [rowLengths, column, step, rowPlace, columnPlace, active, statement] = integers;
    const lane = new Uint8Array(buffer, offset, description.laneLength);
    const value = new Int8Array(buffer, offset + description.laneLength, description.nonZeros);
    const row = new Int32Array(description.nonZeros);
    const starts = new Int32Array(description.rows + 1);
    for (let r = 0, k = 0; r < description.rows; r++) {
      for (let i = 0; i < rowLengths[r]; i++) row[k++] = r;
      starts[r + 1] = k;
    }
    const inverse = places => {
      const at = new Int32Array(places.length).fill(-1);
      places.forEach((place, i) => { if (place >= 0 && place < at.length) at[place] = i; });
      return at;
    };
    const at = new Int32Array(active.length * description.lanes).fill(-1);
    for (let k = 0; k < step.length; k++) at[step[k] * description.lanes + lane[k]] = k;
    return { column, step, rowPlace, columnPlace, active, statement, lane, value, row, starts, rowAt: inverse(rowPlace), columnAt: inverse(columnPlace), at };
  }

  // A canvas over a rectangle of cells, zoomed and moved by buttons, keys, dragging, and the wheel with Ctrl.
  class View {
    constructor(figure, across, down, options) {
      Object.assign(this, { figure, across, down, options, x: 0, y: 0, zoom: 1 });
      this.canvas = figure.querySelector('canvas');
      this.output = figure.querySelector('output');
      this.context = this.canvas.getContext('2d');
      figure.querySelectorAll('[data-zoom]').forEach(b => b.addEventListener('click', () => this.zoomBy({ in: 2, out: .5, fit: 0 }[b.dataset.zoom])));
      this.canvas.addEventListener('keydown', e => this.key(e));
      this.canvas.addEventListener('wheel', e => { if (e.ctrlKey) { e.preventDefault(); this.zoomBy(e.deltaY < 0 ? 1.25 : .8, this.cell(e)); } }, { passive: false });
      this.canvas.addEventListener('dblclick', e => this.zoomBy(2, this.cell(e)));
      this.canvas.addEventListener('pointermove', e => this.move(e));
      this.canvas.addEventListener('pointerdown', e => { this.drag = this.zoom > 1 ? { x: e.clientX, y: e.clientY } : null; this.move(e); });
      addEventListener('pointerup', () => { this.drag = null; });
      this.canvas.addEventListener('pointerleave', () => { if (!this.drag) options.leave(); });
      new ResizeObserver(() => this.draw()).observe(this.canvas);
    }
    size() {
      const ratio = Math.min(2, devicePixelRatio || 1);
      const width = this.canvas.clientWidth || 300;
      const height = this.options.height(width);
      this.canvas.style.height = height + 'px';
      const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
      if (this.canvas.width !== w || this.canvas.height !== h) Object.assign(this.canvas, { width: w, height: h });
      this.ratio = ratio;
      this.sx = w / this.across * this.zoom;
      this.sy = h / this.down * (this.options.flat ? 1 : this.zoom);
      this.x = Math.max(0, Math.min(this.across - w / this.sx, this.x));
      this.y = Math.max(0, Math.min(this.down - h / this.sy, this.y));
    }
    cell(e) {
      const box = this.canvas.getBoundingClientRect();
      return { x: this.x + (e.clientX - box.left) * this.ratio / this.sx, y: this.y + (e.clientY - box.top) * this.ratio / this.sy };
    }
    zoomBy(factor, at) {
      const before = at || { x: this.x + this.canvas.width / this.sx / 2, y: this.y + this.canvas.height / this.sy / 2 };
      const share = { x: (before.x - this.x) * this.sx, y: (before.y - this.y) * this.sy };
      this.zoom = factor === 0 ? 1 : Math.max(1, Math.min(Math.max(8, Math.max(this.across, this.down) / 8), this.zoom * factor));
      this.size();
      this.x = before.x - share.x / this.sx;
      this.y = before.y - share.y / this.sy;
      this.draw();
    }
    key(e) {
      const page = { x: this.canvas.width / this.sx / 4, y: this.canvas.height / this.sy / 4 };
      const moves = { ArrowLeft: [-page.x, 0], ArrowRight: [page.x, 0], ArrowUp: [0, -page.y], ArrowDown: [0, page.y] };
      if (e.key === '+' || e.key === '=') this.zoomBy(2);
      else if (e.key === '-') this.zoomBy(.5);
      else if (e.key === '0') this.zoomBy(0);
      else if (moves[e.key] && this.zoom > 1) { this.x += moves[e.key][0]; this.y += moves[e.key][1]; this.draw(); }
      else return;
      e.preventDefault();
    }
    move(e) {
      if (this.drag && e.buttons) {
        this.x -= (e.clientX - this.drag.x) * this.ratio / this.sx;
        this.y -= (e.clientY - this.drag.y) * this.ratio / this.sy;
        this.drag = { x: e.clientX, y: e.clientY };
        this.draw();
      } else {
        this.options.point(this.cell(e));
      }
    }
    draw() {
      this.size();
      this.options.draw(this, this.context, this.canvas.width, this.canvas.height);
    }
  }

  // Many small cells as pixels: how full each pixel is decides how strong its color is.
  class Raster {
    constructor(context, width, height) { Object.assign(this, { context, width, height, sums: new Float32Array(width * height), signs: new Float32Array(width * height), lit: new Uint8Array(width * height) }); }
    add(x0, y0, x1, y1, sign, isLit) {
      const [left, top] = [Math.max(0, Math.floor(x0)), Math.max(0, Math.floor(y0))];
      const right = Math.min(this.width, Math.max(left + 1, Math.floor(x1))), bottom = Math.min(this.height, Math.max(top + 1, Math.floor(y1)));
      for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) {
        const i = y * this.width + x;
        this.sums[i]++;
        this.signs[i] += sign;
        this.lit[i] |= isLit;
      }
    }
    paint(full, palette, isDimmed) {
      const image = this.context.createImageData(this.width, this.height);
      const [bg, positive, negative, lit] = [palette.bg, palette.positive, palette.negative, palette.lit].map(rgb);
      for (let i = 0; i < this.sums.length; i++) {
        const share = this.sums[i] === 0 ? 0 : Math.min(1, .22 + .78 * Math.sqrt(this.sums[i] / full));
        const color = this.lit[i] ? lit : this.signs[i] < 0 ? negative : positive;
        const strength = this.lit[i] ? 1 : isDimmed ? share * .4 : share;
        for (let c = 0; c < 3; c++) image.data[4 * i + c] = bg[c] + (color[c] - bg[c]) * strength;
        image.data[4 * i + 3] = 255;
      }
      this.context.putImageData(image, 0, 0);
    }
  }

  class Layer {
    constructor(section, description, buffer) {
      Object.assign(this, { section, description, lit: null, isPlan: false });
      this.lines = [...section.querySelectorAll('.line[data-s]')];
      if (description.lengths) this.data = arrays(description, buffer); else this.grid = new Uint8Array(buffer);
      const map = section.querySelector('.map');
      this.map = new View(map, description.columns, description.rows, {
        height: width => Math.round(Math.max(90, Math.min(460, width * description.rows / description.columns))),
        draw: (...all) => this.data ? this.drawMap(...all) : this.drawGrid(...all),
        point: cell => this.data && this.pointMap(cell),
        leave: () => this.light(null),
      });
      map.querySelectorAll('input').forEach(input => input.addEventListener('change', () => { this.isPlan = input.value === 'plan' && input.checked; this.map.draw(); }));
      // Shares of a grid have no sign.
      if (!this.data) map.querySelector('.key').remove();
      if (!this.data || description.isInOrder) {
        map.querySelector('.orders').replaceWith(Object.assign(document.createElement('small'), { textContent: this.data ? "The plan keeps the file's order." : 'Each dot stands for several weights.' }));
      }
      const schedule = section.querySelector('.schedule');
      if (schedule && this.data && description.lanes) {
        this.schedule = new View(schedule, Math.max(1, this.data.active.length), description.lanes, {
          flat: true,
          height: () => Math.max(28, Math.min(192, description.lanes * 12)),
          draw: (...all) => this.drawSchedule(...all),
          point: cell => this.pointSchedule(cell),
          leave: () => this.light(null),
        });
      }
      this.lines.forEach(line => {
        const statement = Number(line.dataset.s);
        line.addEventListener('pointerenter', () => this.light({ statement }));
        line.addEventListener('pointerleave', () => this.light(null));
        line.addEventListener('focus', () => this.light({ statement }));
        line.addEventListener('blur', () => this.light(null));
        line.addEventListener('click', () => this.light({ statement }));
      });
      section.dataset.ready = 'true';
    }
    redraw() { this.map.draw(); this.schedule?.draw(); }
    isLit(k) {
      if (!this.lit) return false;
      if (this.lit.one !== undefined) return this.lit.one === k;
      return this.data.step.length > 0 && this.data.statement[this.data.step[k]] === this.lit.statement;
    }
    light(lit) {
      if (JSON.stringify(lit) === JSON.stringify(this.lit)) return;
      this.lit = lit;
      const statement = lit && lit.one !== undefined ? (this.data.step.length ? this.data.statement[this.data.step[lit.one]] : -1) : lit?.statement;
      this.lines.forEach(line => line.classList.toggle('lit', lit !== null && Number(line.dataset.s) === statement));
      const first = lit?.one !== undefined && this.lines.find(line => line.classList.contains('lit'));
      if (first) {
        const box = first.closest('.scroll');
        const top = first.getBoundingClientRect().top - box.getBoundingClientRect().top;
        if (top < 0 || top > box.clientHeight - 20) box.scrollTop += top - box.clientHeight / 2;
      }
      let text = '';
      if (lit?.one !== undefined) {
        const k = lit.one, d = this.data;
        text = `row ${d.row[k]}, column ${d.column[k]}: ${number.format(d.value[k] / 127 * this.description.most)}`;
        if (d.step.length) text += `; step ${count.format(d.step[k])}, lane ${d.lane[k]}`;
      } else if (lit && this.data) {
        let lights = 0;
        for (let k = 0; k < this.description.nonZeros; k++) lights += this.isLit(k) ? 1 : 0;
        text = `This statement executes ${count.format(lights)} of the ${count.format(this.description.nonZeros)} non-zeros.`;
      }
      this.map.output.textContent = text;
      this.section.dataset.lit = lit === null ? '' : JSON.stringify(lit);
      this.redraw();
    }
    drawMap(view, context, width, height) {
      const d = this.data, palette = colors();
      const raster = new Raster(context, width, height);
      for (let k = 0; k < this.description.nonZeros; k++) {
        const row = this.isPlan ? d.rowPlace[d.row[k]] : d.row[k], column = this.isPlan ? d.columnPlace[d.column[k]] : d.column[k];
        const x = (column - view.x) * view.sx, y = (row - view.y) * view.sy;
        if (x + view.sx < 0 || y + view.sy < 0 || x >= width || y >= height) continue;
        raster.add(x, y, x + view.sx - (view.sx > 4 ? 1 : 0), y + view.sy - (view.sy > 4 ? 1 : 0), Math.sign(d.value[k]), this.isLit(k) ? 1 : 0);
      }
      raster.paint(Math.max(1, 1 / Math.min(1, view.sx) / Math.min(1, view.sy)), palette, this.lit?.statement !== undefined);
      if (this.lit?.one !== undefined) {
        const k = this.lit.one;
        const x = ((this.isPlan ? d.columnPlace[d.column[k]] : d.column[k]) - view.x + .5) * view.sx, y = ((this.isPlan ? d.rowPlace[d.row[k]] : d.row[k]) - view.y + .5) * view.sy;
        context.strokeStyle = palette.lit;
        context.lineWidth = 1.5 * view.ratio;
        context.beginPath();
        context.arc(x, y, 6 * view.ratio, 0, 7);
        context.stroke();
      }
    }
    drawGrid(view, context, width, height) {
      const { across, down } = this.description, palette = colors(), [bg, full] = [palette.bg, palette.positive].map(rgb);
      const image = context.createImageData(width, height);
      for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) {
        const column = Math.min(across - 1, Math.floor((view.x + x / view.sx) / view.across * across)), row = Math.min(down - 1, Math.floor((view.y + y / view.sy) / view.down * down));
        const share = Math.sqrt(this.grid[row * across + column] / 255);
        for (let c = 0; c < 3; c++) image.data[4 * (y * width + x) + c] = bg[c] + (full[c] - bg[c]) * share;
        image.data[4 * (y * width + x) + 3] = 255;
      }
      context.putImageData(image, 0, 0);
    }
    pointMap(cell) {
      const d = this.data, view = this.map;
      const reach = { x: Math.max(0, Math.ceil(3 * view.ratio / view.sx - .5)), y: Math.max(0, Math.ceil(3 * view.ratio / view.sy - .5)) };
      const [cx, cy] = [Math.floor(cell.x), Math.floor(cell.y)];
      let best = -1, least = Infinity;
      for (let y = Math.max(0, cy - reach.y); y <= Math.min(this.description.rows - 1, cy + reach.y); y++) {
        const row = this.isPlan ? d.rowAt[y] : y;
        if (row < 0) continue;
        for (let k = d.starts[row]; k < d.starts[row + 1]; k++) {
          const x = this.isPlan ? d.columnPlace[d.column[k]] : d.column[k];
          if (Math.abs(x - cx) > reach.x) continue;
          const distance = Math.hypot((x - cx) * view.sx, (y - cy) * view.sy);
          if (distance < least) [best, least] = [k, distance];
        }
      }
      this.light(best < 0 ? null : { one: best });
    }
    drawSchedule(view, context, width, height) {
      const d = this.data, palette = colors(), lanes = this.description.lanes, steps = d.active.length;
      context.fillStyle = palette.bg;
      context.fillRect(0, 0, width, height);
      const laneHeight = height / lanes, gap = laneHeight > 6 ? 1 : 0;
      const litStatement = this.lit?.statement, litStep = this.lit?.one !== undefined && d.step.length ? d.step[this.lit.one] : -1;
      const columns = Math.min(width, Math.ceil(steps * view.sx));
      const cell = view.sx >= 1 ? view.sx : 1;
      const [idle, work, lit] = [palette.idle, palette.work, palette.lit].map(rgb);
      for (let i = 0; i < (view.sx >= 1 ? Math.ceil(width / view.sx) + 1 : columns); i++) {
        const from = view.sx >= 1 ? Math.floor(view.x) + i : Math.floor(view.x + i / view.sx), to = view.sx >= 1 ? from + 1 : Math.max(from + 1, Math.floor(view.x + (i + 1) / view.sx));
        if (from >= steps) break;
        const x = view.sx >= 1 ? (from - view.x) * view.sx : i;
        for (let lane = 0; lane < lanes; lane++) {
          let busy = 0, lights = 0;
          for (let s = from; s < Math.min(to, steps); s++) {
            const works = d.active[s] >>> lane & 1;
            busy += works;
            lights += works && (d.statement[s] === litStatement || s === litStep && d.lane[this.lit.one] === lane) ? 1 : 0;
          }
          // Where a pixel stands for several steps, colors mix.
          const share = busy / (Math.min(to, steps) - from), lightShare = busy ? lights / busy : 0;
          const color = work.map((part, c) => part + (lit[c] - part) * lightShare);
          context.fillStyle = `rgb(${idle.map((base, c) => Math.round(base + (color[c] - base) * share)).join()})`;
          context.fillRect(x, lane * laneHeight, Math.max(1, cell - (cell > 4 ? 1 : 0)), laneHeight - gap);
        }
      }
    }
    pointSchedule(cell) {
      const step = Math.floor(cell.x), lane = Math.floor(cell.y), d = this.data;
      if (step < 0 || step >= d.active.length) return this.light(null);
      const k = d.at[step * this.description.lanes + lane];
      const works = d.active[step] >>> lane & 1;
      this.light(k >= 0 ? { one: k } : { statement: d.statement[step] });
      this.schedule.output.textContent = `step ${count.format(step)} of ${count.format(d.active.length)}, lane ${lane}: ${works ? 'works' : 'idles'}`;
    }
  }

  // Charts: uPlot, redrawn when the theme or the width changes.
  function chart(holder, make) {
    let plot;
    const draw = () => {
      plot?.destroy();
      holder.textContent = '';
      plot = make(holder, Math.max(160, holder.clientWidth), colors());
    };
    let width = 0;
    new ResizeObserver(() => { if (holder.clientWidth !== width) { width = holder.clientWidth; draw(); } }).observe(holder);
    charts.push(draw);
  }

  const axes = (palette, more) => ({ stroke: palette.muted, grid: { stroke: palette.line, width: 1 }, ticks: { show: false }, font: '11px system-ui, sans-serif', ...more });

  const whole = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 2e5, 5e5, 1e6];

  function histogram(holder, data, name) {
    const width = (data.most - data.least) / data.counts.length || 1;
    // A bin of whole numbers lies around those that it counts.
    const isWhole = name !== 'weights', shift = isWhole ? -.5 : 0, end = data.most > data.least ? data.most : data.least + width;
    const x = data.counts.map((_, i) => data.least + shift + width * (i + .5));
    chart(holder, (target, size, palette) => new uPlot({
      width: size, height: 150, cursor: { show: false }, legend: { show: false }, padding: [8, 8, 0, 0],
      scales: { x: { time: false, range: [data.least + shift, end + shift] }, y: { range: (_, __, most) => [0, Math.max(1, most * 1.05)] } },
      axes: [axes(palette, { grid: { show: false }, size: 28, ...(isWhole ? { incrs: whole } : {}) }), axes(palette, { size: 46, incrs: whole, values: (_, ticks) => ticks.map(tick => tick >= 1000 ? tick / 1000 + 'k' : tick) })],
      series: [{}, { label: name, fill: palette.positive, width: 0, points: { show: false }, paths: uPlot.paths.bars({ size: [.9, 60] }) }],
    }, [x, data.counts], target));
  }

  function times(figure) {
    const data = JSON.parse(figure.querySelector('script.times').textContent);
    const x = data.names.map((_, i) => i);
    const fit = name => name.length > 10 ? name.slice(0, 9) + '…' : name;
    chart(figure.querySelector('[role="img"]'), (target, size, palette) => new uPlot({
      width: size, height: 190, cursor: { show: false }, legend: { show: false }, padding: [8, 8, 0, 0],
      scales: { x: { time: false, range: [-.6, x.length - .4] }, y: { range: (_, __, most) => [0, Math.max(.001, most * 1.05)] } },
      axes: [
        axes(palette, { grid: { show: false }, size: 28, splits: () => x, values: () => data.names.map((name, i) => size / x.length > 68 || i % Math.ceil(68 * x.length / size) === 0 ? fit(name) : '') }),
        axes(palette, { size: 62, values: (_, ticks) => ticks.map(tick => number.format(tick) + ' us') }),
      ],
      series: [
        {},
        { label: 'compiled', fill: palette.work, width: 0, points: { show: false }, paths: uPlot.paths.bars({ size: [.36, 40], align: -1 }) },
        { label: 'dense', fill: palette.dense, width: 0, points: { show: false }, paths: uPlot.paths.bars({ size: [.36, 40], align: 1 }) },
      ],
    }, [x, data.sparse, data.dense], target));
  }

  // Names in generated code are qualified; the page leaves namespaces out until asked.
  document.querySelectorAll('.code button').forEach(names => names.addEventListener('click', () => {
    const isFull = names.closest('.code').classList.toggle('full');
    names.setAttribute('aria-pressed', String(isFull));
  }));

  // A layer is unpacked when it comes near.
  async function open(section) {
    const script = section.querySelector('script.data');
    if (!script || section.dataset.opened) return;
    section.dataset.opened = 'true';
    const { description, packed } = JSON.parse(script.textContent);
    section.querySelectorAll('.chart').forEach(figure => histogram(figure.querySelector('[role="img"]'), description.histograms[figure.dataset.chart], figure.dataset.chart));
    layers.push(new Layer(section, description, await unpack(packed)));
  }

  // With several models, one at a time.
  function showModel() {
    const models = [...document.querySelectorAll('.model')];
    if (models.length < 2) return;
    const target = location.hash ? document.getElementById(location.hash.slice(1)) : null;
    const chosen = target?.closest('.model') || models[0];
    models.forEach(model => { model.hidden = model !== chosen; });
    document.querySelectorAll('nav a').forEach(link => link.getAttribute('href') === '#' + chosen.id ? link.setAttribute('aria-current', 'true') : link.removeAttribute('aria-current'));
    if (target && target !== chosen) target.scrollIntoView();
  }

  setTheme(system.matches);
  system.addEventListener('change', e => setTheme(e.matches));
  button.addEventListener('click', () => setTheme(root.dataset.theme !== 'dark'));
  addEventListener('hashchange', showModel);
  showModel();
  document.querySelectorAll('[data-chart="times"]').forEach(times);
  const near = new IntersectionObserver(entries => entries.filter(entry => entry.isIntersecting).forEach(entry => open(entry.target)), { rootMargin: '400px' });
  document.querySelectorAll('.layer').forEach(section => near.observe(section));
})();
