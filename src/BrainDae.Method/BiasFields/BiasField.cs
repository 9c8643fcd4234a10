using System.Collections.Immutable;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace BrainDae.Method.BiasFields;

/// <summary>
/// A smooth multiplicative field for each modality of a patient: what the inhomogeneity of coil and magnet multiplied its
/// intensities by. The logarithm is a polynomial of order 2 in the three directions. Immutable.
/// </summary>
internal sealed class BiasField
{
    /// <summary>Terms of the polynomial: 1, x, y, z, x², y², z², xy, xz, yz.</summary>
    public const int Terms = 10;

    private readonly ImmutableArray<ImmutableArray<double>> coefficients;
    private readonly int slices;
    private readonly int size;

    /// <summary>Takes a field.</summary>
    /// <param name="coefficients">Of the terms, for each modality; x, y and z run from -1 to 1.</param>
    /// <param name="slices">Number of slices.</param>
    /// <param name="size">Edge of a slice in pixels.</param>
    public BiasField(ImmutableArray<ImmutableArray<double>> coefficients, int slices, int size) =>
        (this.coefficients, this.slices, this.size) = (coefficients, slices, size);

    /// <summary>Divides by the field.</summary>
    /// <param name="images">[slice, modality, x, y] in C order; not changed.</param>
    public float[] Correct(ReadOnlyMemory<float> images)
    {
        var (area, channels) = (size * size, coefficients.Length);
        var corrected = new float[images.Length];
        Parallel.For(0, slices, () => new float[area], (int slice, ParallelLoopState _, float[] field) =>
        {
            for (var channel = 0; channel < channels; channel++)
            {
                var start = (slice * channels + channel) * area;
                WriteSlice(channel, slice, field);
                TensorPrimitives.Divide(images.Span.Slice(start, area), field, corrected.AsSpan(start, area));
            }

            return field;
        }, _ => { });
        return corrected;
    }

    /// <summary>The field of one slice.</summary>
    /// <param name="channel">Of the modality.</param>
    /// <param name="slice">The slice.</param>
    /// <param name="field">Receives it, [x, y].</param>
    public void WriteSlice(int channel, int slice, Span<float> field)
    {
        var terms = coefficients[channel].AsSpan();
        var z = Coordinate(slice, slices);
        for (var row = 0; row < size; row++)
        {
            var x = Coordinate(row, size);
            var constant = terms[0] + x * (terms[1] + terms[4] * x + terms[8] * z) + z * (terms[3] + terms[6] * z);
            var (linear, square) = (terms[2] + terms[7] * x + terms[9] * z, terms[5]);
            var line = field.Slice(row * size, size);
            for (var column = 0; column < size; column++)
            {
                var y = Coordinate(column, size);
                line[column] = (float)(constant + y * (linear + y * square));
            }
        }

        TensorPrimitives.Exp(field, field);
    }

    /// <summary>A place along an axis, -1 to 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Coordinate(int index, int count) => count > 1 ? 2.0 * index / (count - 1) - 1 : 0;

    /// <summary>The terms at a place.</summary>
    public static void Write(Span<double> terms, double x, double y, double z) =>
        ((ReadOnlySpan<double>)[1, x, y, z, x * x, y * y, z * z, x * y, x * z, y * z]).CopyTo(terms);
}
