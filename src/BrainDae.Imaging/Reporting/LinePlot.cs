namespace BrainDae.Imaging.Reporting;

/// <summary>A chart of curves over one pair of axes, with grid, ticks and legend.</summary>
public sealed record LinePlot
{
    private const int Left = 58, Right = 14, Top = 22, Bottom = 38;
    private const int LineThickness = 2;

    // Distinguishable with the common colour-vision deficiencies, and by lightness.
    private static readonly Rgb[] Palette =
    [
        new(0, 82, 155), new(214, 96, 10), new(0, 140, 110), new(160, 60, 140), new(90, 90, 90), new(190, 150, 0),
    ];

    /// <summary>Text above the chart.</summary>
    public required string Title { get; init; }

    /// <summary>The horizontal axis.</summary>
    public required PlotAxis X { get; init; }

    /// <summary>The vertical axis.</summary>
    public required PlotAxis Y { get; init; }

    /// <summary>The curves; the colours repeat after six.</summary>
    public required IReadOnlyList<PlotSeries> Series { get; init; }

    /// <summary>Draws the chart.</summary>
    /// <param name="width">Pixels; 160 to 4096.</param>
    /// <param name="height">Pixels; 120 to 4096.</param>
    public Picture Draw(int width = 560, int height = 380)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 160);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, 4096);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 120);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(height, 4096);
        var canvas = new Canvas(width, height, Rgb.White);
        var frame = new Frame(this, Left, Top, width - Left - Right, height - Top - Bottom);
        DrawGrid(canvas, frame);
        for (var i = 0; i < Series.Count; i++)
        {
            DrawCurve(canvas, frame, Series[i], ColourOf(i));
        }

        DrawTitles(canvas, frame);
        DrawLegend(canvas, frame);
        return canvas.ToPicture();
    }

    private static Rgb ColourOf(int series) => Palette[series % Palette.Length];

    private static void DrawCurve(Canvas canvas, Frame frame, PlotSeries series, Rgb colour)
    {
        (int X, int Y)? last = null;
        foreach (var (x, y) in series.Points)
        {
            if (!double.IsFinite(x) || !double.IsFinite(y))
            {
                last = null;
                continue;
            }

            var (column, row) = (frame.Column(x), frame.Row(y));
            canvas.Line(last?.X ?? column, last?.Y ?? row, column, row, colour, LineThickness);
            last = (column, row);
        }
    }

    private void DrawGrid(Canvas canvas, Frame frame)
    {
        foreach (var tick in X.Ticks)
        {
            var column = frame.Column(tick);
            canvas.Line(column, frame.Top, column, frame.Bottom + 3, Rgb.Grey(222));
            var label = X.Label(tick);
            canvas.Text(column - Canvas.TextWidth(label) / 2, frame.Bottom + 6, label, Rgb.Grey(60));
        }

        foreach (var tick in Y.Ticks)
        {
            var row = frame.Row(tick);
            canvas.Line(frame.Left - 3, row, frame.Right, row, Rgb.Grey(222));
            var label = Y.Label(tick);
            canvas.Text(frame.Left - 6 - Canvas.TextWidth(label), row - Canvas.TextHeight() / 2, label, Rgb.Grey(60));
        }

        canvas.Line(frame.Left, frame.Top, frame.Left, frame.Bottom, Rgb.Black);
        canvas.Line(frame.Left, frame.Bottom, frame.Right, frame.Bottom, Rgb.Black);
    }

    private void DrawTitles(Canvas canvas, Frame frame)
    {
        canvas.Text(frame.Left, 8, Title, Rgb.Black);
        canvas.Text((frame.Left + frame.Right - Canvas.TextWidth(X.Title)) / 2, frame.Bottom + 22, X.Title, Rgb.Black);
        canvas.TextUpwards(6, (frame.Top + frame.Bottom - Canvas.TextWidth(Y.Title)) / 2, Y.Title, Rgb.Black);
    }

    private void DrawLegend(Canvas canvas, Frame frame)
    {
        const int lineHeight = 12, sample = 16, padding = 4;
        if (Series.Count == 0)
        {
            return;
        }

        var width = sample + 3 * padding + Series.Max(series => Canvas.TextWidth(series.Name));
        var height = Series.Count * lineHeight + padding;
        var (left, top) = EmptiestCorner(frame, width, height);
        canvas.FillRectangle(left, top, width, height, Rgb.Grey(245));
        for (var i = 0; i < Series.Count; i++)
        {
            var row = top + padding + i * lineHeight;
            canvas.FillRectangle(left + padding, row + 2, sample, LineThickness + 1, ColourOf(i));
            canvas.Text(left + sample + 2 * padding, row, Series[i].Name, Rgb.Black);
        }
    }

    /// <summary>The corner of the frame in which a box hides least of the curves.</summary>
    private (int Left, int Top) EmptiestCorner(Frame frame, int width, int height)
    {
        const int margin = 6;
        (int Left, int Top)[] corners =
        [
            (frame.Right - width - margin, frame.Top + margin), (frame.Left + margin, frame.Top + margin),
            (frame.Right - width - margin, frame.Bottom - height - margin), (frame.Left + margin, frame.Bottom - height - margin),
        ];
        var drawn = Series.SelectMany(series => Samples(frame, series)).ToList();
        return corners.MinBy(corner => drawn.Count(at =>
            at.X - corner.Left is var x && x >= 0 && x < width && at.Y - corner.Top is var y && y >= 0 && y < height));
    }

    /// <summary>Pixels along a curve, close enough together that none passes a legend unseen.</summary>
    private static IEnumerable<(int X, int Y)> Samples(Frame frame, PlotSeries series)
    {
        const int steps = 24;
        foreach (var (from, to) in series.Points.Zip(series.Points.Skip(1)))
        {
            for (var step = 0; step <= steps; step++)
            {
                var share = step / (double)steps;
                var (x, y) = (from.X + share * (to.X - from.X), from.Y + share * (to.Y - from.Y));
                if (double.IsFinite(x) && double.IsFinite(y))
                {
                    yield return (frame.Column(x), frame.Row(y));
                }
            }
        }
    }

    /// <summary>The rectangle of the canvas in which curves lie; points off the axes' ranges land on its border.</summary>
    private readonly record struct Frame(LinePlot Plot, int Left, int Top, int Width, int Height)
    {
        public int Right => Left + Width - 1;

        public int Bottom => Top + Height - 1;

        public int Column(double x) => Left + (int)Math.Round(Math.Clamp(Plot.X.Position(x), 0, 1) * (Width - 1));

        public int Row(double y) => Bottom - (int)Math.Round(Math.Clamp(Plot.Y.Position(y), 0, 1) * (Height - 1));
    }
}
