using System.Runtime.CompilerServices;
using BrainDae.Imaging.Grids;

namespace BrainDae.Imaging.Filters;

/// <summary>
/// Smooths a volume but keeps the edges that another volume, the guide, has: in the box around every voxel the values
/// are replaced by the straight line of the guide that fits them best, and each voxel takes the mean of the lines of all
/// boxes that it is in (He, Sun and Tang, "Guided Image Filtering", ECCV 2010), here in three dimensions, in millimetres,
/// and within a mask. Immutable, and safe for use by several threads at once.
/// </summary>
public sealed class GuidedFilter
{
    private readonly float[] guide;
    private readonly byte[] mask;
    private readonly GridShape shape;
    private readonly (int Slices, int Rows, int Columns) reach;
    private readonly float[] inverseCount;
    private readonly float[] mean;
    private readonly float[] inverseVariance;

    /// <summary>Learns the guide.</summary>
    /// <param name="guide">[slice, row, column] in C order.</param>
    /// <param name="mask">Same shape; where it is 0 there is neither guide nor value.</param>
    /// <param name="shape">Shape of both.</param>
    /// <param name="spacing">Distance of their voxels in millimetres.</param>
    /// <param name="millimetres">How far the box reaches to either side, 0 or more; rounded to whole voxels.</param>
    /// <param name="regularization">Variance of the guide below which values are smoothed rather than fitted, above 0.</param>
    /// <exception cref="ArgumentException">The volumes do not have the shape, or a number is out of range.</exception>
    public GuidedFilter(ReadOnlySpan<float> guide, ReadOnlySpan<byte> mask, GridShape shape, GridSpacing spacing, double millimetres, double regularization)
    {
        spacing.Validate();
        shape.Validate(guide.Length);
        shape.Validate(mask.Length);
        if (!(millimetres >= 0 && double.IsFinite(millimetres)))
        {
            throw new ArgumentOutOfRangeException(nameof(millimetres), millimetres, "Must be 0 or more millimetres.");
        }

        if (!(regularization > 0 && double.IsFinite(regularization)))
        {
            throw new ArgumentOutOfRangeException(nameof(regularization), regularization, "Must be above 0.");
        }

        (this.guide, this.mask, this.shape) = (guide.ToArray(), mask.ToArray(), shape);
        reach = (Voxels(spacing.Slice, shape.Slices), Voxels(spacing.Row, shape.Rows), Voxels(spacing.Column, shape.Columns));
        Center(this.guide, this.mask);
        inverseCount = new float[guide.Length];
        mean = (float[])this.guide.Clone();
        inverseVariance = new float[guide.Length];
        Squares(this.guide, inverseVariance);
        Ones(this.mask, inverseCount);
        Sum(inverseCount);
        Sum(mean);
        Sum(inverseVariance);
        Finish(this.mask, inverseCount, mean, inverseVariance, (float)regularization);

        int Voxels(double distance, int most) => (int)Math.Min(Math.Round(millimetres / distance), most);
    }

    /// <summary>Smooths in place; where the mask is 0, values become 0.</summary>
    /// <param name="values">[slice, row, column] in C order.</param>
    /// <exception cref="ArgumentException">The volume does not have the shape.</exception>
    public void Apply(float[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        shape.Validate(values.Length);
        var slopes = new float[values.Length];
        Products(values, slopes);
        Sum(values);
        Sum(slopes);
        Fit(values, slopes);
        Sum(values);
        Sum(slopes);
        Draw(values, slopes);
    }

    private void Sum(float[] volume) => BoxSum.Apply(volume, shape, reach.Slices, reach.Rows, reach.Columns);

    /// <summary>Takes the mean off, so that little precision is lost in the difference that a variance is; background becomes 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Center(float[] guide, byte[] mask)
    {
        var (sum, count) = (0.0, 0L);
        for (var i = 0; i < guide.Length; i++)
        {
            (sum, count) = mask[i] != 0 ? (sum + guide[i], count + 1) : (sum, count);
        }

        var center = count > 0 ? (float)(sum / count) : 0;
        for (var i = 0; i < guide.Length; i++)
        {
            guide[i] = mask[i] != 0 ? guide[i] - center : 0;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Squares(float[] values, float[] squares)
    {
        for (var i = 0; i < values.Length; i++)
        {
            squares[i] = values[i] * values[i];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Ones(byte[] mask, float[] ones)
    {
        for (var i = 0; i < mask.Length; i++)
        {
            ones[i] = mask[i] != 0 ? 1 : 0;
        }
    }

    /// <summary>From sums to what each box is known by.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Finish(byte[] mask, float[] count, float[] mean, float[] variance, float regularization)
    {
        for (var i = 0; i < mask.Length; i++)
        {
            count[i] = mask[i] != 0 ? 1 / count[i] : 0;
            mean[i] *= count[i];
            variance[i] = 1 / (Math.Max(0, variance[i] * count[i] - mean[i] * mean[i]) + regularization);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Products(float[] values, float[] products)
    {
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = mask[i] != 0 ? values[i] : 0;
            products[i] = values[i] * guide[i];
        }
    }

    /// <summary>From sums of values and of products with the guide to the line of each box: values become what it adds, products its slope.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Fit(float[] values, float[] products)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var value = values[i] * inverseCount[i];
            var slope = mask[i] != 0 ? (products[i] * inverseCount[i] - mean[i] * value) * inverseVariance[i] : 0;
            (values[i], products[i]) = (mask[i] != 0 ? value - slope * mean[i] : 0, slope);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Draw(float[] values, float[] slopes)
    {
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (slopes[i] * guide[i] + values[i]) * inverseCount[i];
        }
    }
}
