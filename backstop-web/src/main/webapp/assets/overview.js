// Draws the overview's tables with Chart.js. A table is the chart's twin: it is all there is without a script, and stays one press away with it.
(() => {
  'use strict';
  const Chart = globalThis.Chart;
  if (!Chart) return;
  const drawn = [];
  const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const paint = () => {
    while (drawn.length) drawn.pop().destroy();
    Chart.defaults.color = style('--quiet');
    Chart.defaults.borderColor = style('--line');
    Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
    Chart.defaults.font.size = 13;
    Chart.defaults.animation = false;
    for (const twin of document.querySelectorAll('.twin')) drawn.push(draw(twin));
  };
  const draw = (twin) => {
    const rows = [...twin.querySelectorAll('tbody tr')];
    const names = [...twin.querySelectorAll('thead th')].slice(1).map((th) => th.textContent);
    const lying = twin.dataset.kind === 'bars';
    const along = {
      stacked: true,
      reverse: document.documentElement.dir === 'rtl' && !lying,
      title: { display: true, text: twin.dataset.labels },
      grid: { display: false },
    };
    const across = {
      stacked: true,
      beginAtZero: true,
      ticks: { precision: 0 },
      title: { display: true, text: twin.dataset.amounts },
    };
    return new Chart(twin.previousElementSibling.firstChild, {
      type: 'bar',
      data: {
        labels: rows.map((row) => row.cells[0].textContent),
        datasets: names.map((name, i) => ({
          label: name,
          data: rows.map((row) => Number(row.cells[i + 1].dataset.value)),
          backgroundColor: style(`--series-${i + 1}`),
          hoverBackgroundColor: style(`--series-${i + 1}`),
          // A gap of the card's colour: neighbours are told apart by more than their colour.
          borderColor: style('--card'),
          borderWidth: 1,
          borderRadius: 2,
          maxBarThickness: 40,
        })),
      },
      options: {
        indexAxis: lying ? 'y' : 'x',
        maintainAspectRatio: false,
        scales: lying ? { x: across, y: along } : { x: along, y: across },
        plugins: {
          legend: { display: names.length > 1, position: 'bottom', labels: { boxWidth: 12 } },
          tooltip: {
            callbacks: {
              label: (at) =>
                ` ${names[at.datasetIndex]}: ${rows[at.dataIndex].cells[at.datasetIndex + 1].textContent}`,
            },
          },
        },
      },
    });
  };
  for (const twin of document.querySelectorAll('.twin')) {
    const frame = document.createElement('div');
    frame.className = 'drawing';
    const canvas = document.createElement('canvas');
    canvas.setAttribute('aria-hidden', 'true');
    frame.append(canvas);
    twin.before(frame);
    twin.open = false;
  }
  paint();
  for (const query of ['(prefers-color-scheme: dark)', '(forced-colors: active)']) {
    matchMedia(query).addEventListener('change', paint);
  }
  // The meaning of a number goes away by Escape, without moving pointer or focus.
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape') document.documentElement.classList.add('hushed');
  });
  for (const what of document.querySelectorAll('.what')) {
    for (const kind of ['pointerenter', 'focus']) {
      what.addEventListener(kind, () => document.documentElement.classList.remove('hushed'));
    }
  }
})();
