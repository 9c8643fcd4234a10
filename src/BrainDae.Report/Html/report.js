// The program of a BrainDae report: theme, sorting, and the slice browser. It reads what is in this file alone.
"use strict";
(() => {
  const byId = id => document.getElementById(id);
  const data = JSON.parse(byId("data").textContent);

  // Theme: the reader's system decides until the button is pressed.
  const theme = byId("theme");
  const systemIsDark = matchMedia("(prefers-color-scheme: dark)");
  let chosen = null;
  const isDark = () => chosen ?? systemIsDark.matches;
  const labelTheme = () => {
    theme.textContent = isDark() ? "Light" : "Dark";
    theme.setAttribute("aria-label", `Switch to ${isDark() ? "light" : "dark"} colours`);
  };
  labelTheme();
  systemIsDark.addEventListener("change", labelTheme);
  theme.addEventListener("click", () => {
    chosen = !isDark();
    document.documentElement.style.colorScheme = chosen ? "dark" : "light";
    labelTheme();
  });

  // The table of patients, sorted by the head that is pressed; what is not defined stays last.
  const table = byId("patient-table");
  const heads = [...table.tHead.rows[0].cells];
  const compare = (a, b) => a === "" || b === "" ? (a === "") - (b === "")
    : isNaN(a) || isNaN(b) ? a.localeCompare(b, undefined, { numeric: true }) : a - b;
  heads.forEach((head, column) => head.firstElementChild.addEventListener("click", () => {
    const descending = head.getAttribute("aria-sort") === "ascending";
    heads.forEach(other => other.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", descending ? "descending" : "ascending");
    const value = row => row.cells[column].dataset.value;
    const rows = [...table.tBodies[0].rows].sort((a, b) =>
      descending && value(a) !== "" && value(b) !== "" ? compare(value(b), value(a)) : compare(value(a), value(b)));
    table.tBodies[0].append(...rows);
  }));

  if (data.patients.length === 0) {
    return;
  }

  // The slice browser.
  const views = [...data.modalities, "reconstruction", "score"];
  const titles = { ...Object.fromEntries(data.modalities.map(name => [name, name.toUpperCase()])), flair: "FLAIR", t1: "T1", t1ce: "T1 contrast", t2: "T2", reconstruction: "Reconstruction", score: "Score" };
  const state = { patient: -1, slice: 0, view: views[0], modality: data.modalities[0], score: data.scores[0], sheets: null };
  const stage = byId("stage");
  const slider = byId("slice");
  const select = byId("patient");
  const thumbnails = new Map();
  const tile = Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
  const tileContext = tile.getContext("2d", { willReadFrequently: true });
  const truthColour = getComputedStyle(document.documentElement).getPropertyValue("--truth");
  const predictionColour = getComputedStyle(document.documentElement).getPropertyValue("--prediction");
  const fixed = (value, decimals) => value.toFixed(decimals);
  const facts = patient => `Dice ${patient.dice === undefined ? "not defined" : fixed(patient.dice, 3)}, lesion ${fixed(patient.millilitres, 1)} ml`;

  // This program runs once the first patient is read; the others may still be on their way.
  const wholePage = new Promise(resolve => document.addEventListener("DOMContentLoaded", resolve, { once: true }));

  const loadSheet = async (patient, name) => {
    if (patient !== 0) {
      await wholePage;
    }

    const image = new Image();
    image.src = `data:image/png;base64,${byId(`sheet-${patient}-${name}`).textContent}`;
    await image.decode();
    return image;
  };

  // The pictures of one patient are decoded when it is chosen; those of the patient before are let go.
  const choosePatient = async number => {
    if (number === state.patient) {
      return;
    }

    state.patient = number;
    const patient = data.patients[number];
    const names = [...data.modalities, ...data.modalities.map(name => `${name}-reconstruction`), "truth", ...data.scores.flatMap(score => [`score-${score.name}`, `prediction-${score.name}`])];
    const sheets = await Promise.all(names.map(name => loadSheet(number, name)));
    if (state.patient !== number) {
      return;
    }

    state.sheets = Object.fromEntries(names.map((name, i) => [name, sheets[i]]));
    [tile.width, tile.height] = [patient.size, patient.size];
    select.value = String(number);
    byId("patient-facts").textContent = facts(patient);
    slider.max = String(patient.slices - 1);
    const place = data.order.indexOf(number);
    byId("previous").disabled = place === 0;
    byId("next").disabled = place === data.order.length - 1;
    document.querySelectorAll(".current").forEach(element => element.classList.remove("current"));
    document.querySelectorAll(`[data-sheets="${number}"]`).forEach(element => (element.closest("tr") ?? element).classList.add("current"));
    drawProfile(patient);
    showSlice(largest(patient.truth.some(n => n > 0) ? patient.truth : predicted(patient)));
  };

  const stepPatient = step => {
    const number = data.order[data.order.indexOf(state.patient) + step];
    if (number !== undefined) {
      choosePatient(number);
    }
  };

  const predicted = patient => patient.prediction[state.score.name];

  const largest = values => values.indexOf(Math.max(...values));

  const showSlice = slice => {
    const patient = data.patients[state.patient];
    state.slice = Math.min(Math.max(slice, 0), patient.slices - 1);
    slider.value = String(state.slice);
    const text = `Slice ${state.slice + 1} of ${patient.slices} (number ${patient.firstSlice + state.slice} of the scan)`;
    slider.setAttribute("aria-valuetext", text);
    byId("slice-text").textContent = text;
    stage.setAttribute("aria-label", `${patient.name}, ${titles[state.view]}, ${text}: ${patient.truth[state.slice]} lesion pixels, ${predicted(patient)[state.slice]} predicted`);
    const x = patient.slices > 1 ? 100 * state.slice / (patient.slices - 1) : 50;
    byId("position").setAttribute("x1", x);
    byId("position").setAttribute("x2", x);
    draw();
  };

  // How much lesion each slice has, above the slider: truth filled, prediction as a line.
  const drawProfile = patient => {
    const highest = Math.max(1, ...patient.truth, ...Object.values(patient.prediction).flat());
    const at = (value, i) => `${patient.slices > 1 ? 100 * i / (patient.slices - 1) : 50} ${40 - 38 * value / highest}`;
    document.querySelector("#profile .truth").setAttribute("d", `M0 40L${patient.truth.map(at).join("L")}L100 40Z`);
    document.querySelector("#profile .prediction").setAttribute("d", `M${predicted(patient).map(at).join("L")}`);
  };

  const sheetOf = name => state.sheets[name === "reconstruction" ? `${state.modality}-reconstruction`
    : name === "score" || name === "prediction" ? `${name}-${state.score.name}` : name];

  const corner = () => {
    const { columns, size } = data.patients[state.patient];
    return [state.slice % columns * size, Math.floor(state.slice / columns) * size, size];
  };

  const pixelsOf = name => {
    const [x, y, size] = corner();
    tileContext.globalCompositeOperation = "copy";
    tileContext.drawImage(sheetOf(name), x, y, size, size, 0, 0, size, size);
    return tileContext.getImageData(0, 0, size, size);
  };

  // The score in colours. As an overlay it fades in towards the threshold, so that the anatomy below stays visible.
  const heatOf = overlay => {
    const pixels = pixelsOf("score");
    const threshold = 255 * state.score.threshold / state.score.high;
    for (let i = 0; i < pixels.data.length; i += 4) {
      const value = pixels.data[i];
      pixels.data.set(data.palette.slice(3 * value, 3 * value + 3), i);
      pixels.data[i + 3] = overlay ? 255 * Math.min(1, (value / threshold) ** 2) : 255;
    }

    return createTile(pixels);
  };

  const createTile = pixels => {
    const canvas = Object.assign(document.createElement("canvas"), { width: pixels.width, height: pixels.height });
    canvas.getContext("2d").putImageData(pixels, 0, 0);
    return canvas;
  };

  // The border between a mask and its surroundings, along the edges of its pixels.
  const outlineOf = name => {
    const { data: mask, width: size } = pixelsOf(name);
    const inside = (x, y) => x >= 0 && y >= 0 && x < size && y < size && mask[4 * (y * size + x)] > 127;
    const path = new Path2D();
    for (let y = 0; y <= size; y++) {
      for (let x = 0; x <= size; x++) {
        if (inside(x, y) !== inside(x - 1, y)) {
          path.moveTo(x, y);
          path.lineTo(x, y + 1);
        }

        if (inside(x, y) !== inside(x, y - 1)) {
          path.moveTo(x, y);
          path.lineTo(x + 1, y);
        }
      }
    }

    return path;
  };

  const fitToScreen = canvas => {
    const edge = Math.max(1, Math.round(canvas.clientWidth * devicePixelRatio));
    if (canvas.width !== edge || canvas.height !== edge) {
      [canvas.width, canvas.height] = [edge, edge];
    }

    const context = canvas.getContext("2d");
    context.imageSmoothingEnabled = byId("smooth").checked;
    context.imageSmoothingQuality = "high";
    return context;
  };

  const drawView = (canvas, view, heat) => {
    const context = fitToScreen(canvas);
    const [x, y, size] = corner();
    const edge = canvas.width;
    context.globalAlpha = 1;
    context.fillStyle = "#000";
    context.fillRect(0, 0, edge, edge);
    if (view === "score") {
      context.drawImage(heatOf(false), 0, 0, edge, edge);
    } else {
      context.drawImage(sheetOf(view), x, y, size, size, 0, 0, edge, edge);
      if (heat) {
        context.globalAlpha = byId("opacity").value / 100;
        context.drawImage(heat, 0, 0, edge, edge);
        context.globalAlpha = 1;
      }
    }
  };

  const drawOutline = (context, name, colour, dash, pixel) => {
    const path = outlineOf(name);
    context.save();
    context.scale(pixel, pixel);
    context.lineCap = "butt";
    // A dark rim keeps the line apart from bright tissue.
    context.setLineDash([]);
    context.lineWidth = 3.5 * devicePixelRatio / pixel;
    context.strokeStyle = "rgb(0 0 0 / 45%)";
    context.stroke(path);
    context.setLineDash(dash);
    context.lineWidth = 2 * devicePixelRatio / pixel;
    context.strokeStyle = colour;
    context.stroke(path);
    context.restore();
  };

  const draw = () => {
    if (!state.sheets || stage.clientWidth === 0) {
      return;
    }

    drawView(stage, state.view, byId("show-heat").checked ? heatOf(true) : null);
    const context = stage.getContext("2d");
    const pixel = stage.width / data.patients[state.patient].size;
    if (byId("show-truth").checked) {
      drawOutline(context, "truth", truthColour, [], pixel);
    }

    if (byId("show-prediction").checked) {
      drawOutline(context, "prediction", predictionColour, [0.55, 0.45], pixel);
    }

    thumbnails.forEach(({ canvas }, view) => drawView(canvas, view, null));
  };

  const chooseView = view => {
    state.view = view;
    state.modality = data.modalities.includes(view) ? view : state.modality;
    thumbnails.get(view).input.checked = true;
    labelReconstruction();
    showSlice(state.slice);
  };

  const labelReconstruction = () => thumbnails.get("reconstruction").label.textContent = `Reconstruction of ${titles[state.modality]}`;

  views.forEach((view, i) => {
    const [label, input, canvas, text] = ["label", "input", "canvas", "span"].map(name => document.createElement(name));
    Object.assign(input, { type: "radio", name: "view", value: view, checked: i === 0 });
    canvas.setAttribute("aria-hidden", "true");
    text.textContent = titles[view];
    input.addEventListener("change", () => chooseView(view));
    label.append(input, canvas, text);
    byId("views").append(label);
    thumbnails.set(view, { input, canvas, label: text });
  });
  labelReconstruction();

  // Patients in the order of the table: worst first, best last.
  data.order.forEach(number => {
    const { name, dice } = data.patients[number];
    select.append(new Option(dice === undefined ? name : `${name}: ${fixed(dice, 3)}`, String(number)));
  });
  select.addEventListener("change", () => choosePatient(Number(select.value)));
  byId("previous").addEventListener("click", () => stepPatient(-1));
  byId("next").addEventListener("click", () => stepPatient(1));
  slider.addEventListener("input", () => showSlice(Number(slider.value)));
  for (const id of ["show-heat", "show-truth", "show-prediction", "smooth"]) {
    byId(id).addEventListener("change", draw);
  }

  byId("opacity").addEventListener("input", () => {
    byId("opacity-text").textContent = `${byId("opacity").value} %`;
    draw();
  });

  // Missed: labelled but not predicted. False alarm: predicted but not labelled. Counted when asked for.
  const differing = (from, without) => {
    const { slices } = data.patients[state.patient];
    const slice = state.slice;
    const counts = Array.from({ length: slices }, (_, i) => {
      state.slice = i;
      const [a, b] = [pixelsOf(from).data, pixelsOf(without).data];
      let count = 0;
      for (let p = 0; p < a.length; p += 4) {
        count += a[p] > 127 && b[p] <= 127 ? 1 : 0;
      }

      return count;
    });
    state.slice = slice;
    return largest(counts);
  };
  byId("largest").addEventListener("click", () => showSlice(largest(data.patients[state.patient].truth)));
  byId("missed").addEventListener("click", () => showSlice(differing("truth", "prediction")));
  byId("false-alarm").addEventListener("click", () => showSlice(differing("prediction", "truth")));

  const toggle = id => {
    byId(id).checked = !byId(id).checked;
    draw();
  };
  const keys = {
    ArrowUp: () => showSlice(state.slice + 1),
    ArrowRight: () => showSlice(state.slice + 1),
    ArrowDown: () => showSlice(state.slice - 1),
    ArrowLeft: () => showSlice(state.slice - 1),
    PageUp: () => showSlice(state.slice + 10),
    PageDown: () => showSlice(state.slice - 10),
    Home: () => showSlice(0),
    End: () => showSlice(Infinity),
    h: () => toggle("show-heat"),
    t: () => toggle("show-truth"),
    p: () => toggle("show-prediction"),
    "[": () => stepPatient(-1),
    "]": () => stepPatient(1),
  };
  views.forEach((view, i) => keys[i + 1] = () => chooseView(view));
  stage.addEventListener("keydown", event => {
    const action = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (action && state.sheets && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      action();
    }
  });

  // One notch of a wheel is one slice; touch pads send many small steps, which add up.
  let turned = 0;
  stage.addEventListener("wheel", event => {
    if (event.ctrlKey || !state.sheets) {
      return;
    }

    event.preventDefault();
    turned += event.deltaMode === 0 ? event.deltaY / 50 : event.deltaY;
    const steps = Math.trunc(turned);
    if (steps !== 0) {
      turned = 0;
      showSlice(state.slice - Math.sign(steps));
    }
  }, { passive: false });

  // What is under the pointer.
  stage.addEventListener("pointermove", event => {
    if (!state.sheets) {
      return;
    }

    const { size } = data.patients[state.patient];
    const x = Math.min(size - 1, Math.max(0, Math.floor(event.offsetX / stage.clientWidth * size)));
    const y = Math.min(size - 1, Math.max(0, Math.floor(event.offsetY / stage.clientHeight * size)));
    const value = name => pixelsOf(name).data[4 * (y * size + x)] / 255;
    byId("pointer").textContent = `x ${x}, y ${y}: ${titles[state.modality]} ${fixed(value(state.modality) * data.intensityHigh, 2)}, reconstruction ${fixed(value(`${state.modality}-reconstruction`) * data.intensityHigh, 2)}, score ${fixed(value("score") * state.score.high, 3)}`;
  });
  stage.addEventListener("pointerleave", () => byId("pointer").textContent = "");

  document.querySelectorAll("button.open, .patient.shown").forEach(element => element.addEventListener("click", () => {
    choosePatient(Number(element.dataset.sheets));
    byId("slices").scrollIntoView();
    stage.focus({ preventScroll: true });
  }));

  const scale = byId("scale").getContext("2d");
  for (let i = 0; i < 256; i++) {
    scale.fillStyle = `rgb(${data.palette.slice(3 * i, 3 * i + 3).join(" ")})`;
    scale.fillRect(i, 0, 1, 1);
  }

  const short = value => String(Number(value.toPrecision(3)));
  const labelScore = () => {
    const { threshold, high, text } = state.score;
    byId("scale-middle").textContent = `threshold ${short(threshold)}`;
    byId("scale-middle").style.left = `${100 * threshold / high}%`;
    byId("scale-high").textContent = `≥ ${short(high)}`;
    byId("score-text").textContent = text;
  };
  labelScore();

  // Heat map, prediction and profile of another score.
  data.scores.forEach(({ name }, i) => byId("score").append(new Option(i === 0 ? `${name} (default)` : name, String(i))));
  byId("score").addEventListener("change", () => {
    state.score = data.scores[Number(byId("score").value)];
    labelScore();
    drawProfile(data.patients[state.patient]);
    showSlice(state.slice);
  });

  byId("browser").hidden = false;
  new ResizeObserver(draw).observe(stage);
  choosePatient(data.order[0]);
})();
