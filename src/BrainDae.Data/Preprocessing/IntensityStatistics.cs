using BrainDae.Imaging.Statistics;
using BrainDae.Nifti.Volumes;

namespace BrainDae.Data.Preprocessing;

/// <summary>
/// What normalisation and the brain range need to know of a volume's scaled values; exact whatever the element type,
/// as if all values were sorted in double precision.
/// </summary>
/// <param name="Quantile">Quantile of the values above 0, by linear interpolation; NaN if there are none.</param>
/// <param name="SliceSums">Sum of the values of each slice; NaN or infinite if a value is.</param>
internal sealed record IntensityStatistics(double Quantile, double[] SliceSums)
{
    /// <summary>Measures a volume.</summary>
    /// <param name="volume">At least three axes.</param>
    /// <param name="quantile">0 to 1.</param>
    public static IntensityStatistics Of(Volume volume, double quantile)
    {
        var sliceLength = volume.SliceLength;
        return volume.VoxelType switch
        {
            VoxelType.UInt8 => Counted(volume, VoxelHistogram.Of(volume.Stored<byte>(), sliceLength), quantile),
            VoxelType.Int8 => Counted(volume, VoxelHistogram.Of(volume.Stored<sbyte>(), sliceLength), quantile),
            VoxelType.Int16 => Counted(volume, VoxelHistogram.Of(volume.Stored<short>(), sliceLength), quantile),
            VoxelType.UInt16 => Counted(volume, VoxelHistogram.Of(volume.Stored<ushort>(), sliceLength), quantile),
            _ => Selected(volume, sliceLength, quantile),
        };
    }

    private static IntensityStatistics Counted(Volume volume, VoxelHistogram histogram, double quantile)
    {
        var (slope, intercept) = (volume.Slope, volume.Intercept);
        var voxels = (double)volume.SliceLength;
        var sums = Array.ConvertAll(histogram.SliceSums, sum => sum * slope + voxels * intercept);

        var positive = 0L;
        for (var bin = 0; bin < histogram.Counts.Length; bin++)
        {
            positive += Value(bin) > 0 ? histogram.Counts[bin] : 0;
        }

        if (positive == 0)
        {
            return new(double.NaN, sums);
        }

        var rank = LinearQuantile.Of(quantile, positive);
        return new(rank.Interpolate(At(rank.Lower), At(rank.Upper)), sums);

        double Value(int bin) => (bin + histogram.Lowest) * slope + intercept;

        // A falling scale turns the order of stored values round.
        double At(long wanted)
        {
            for (var i = 0; ; i++)
            {
                var bin = slope < 0 ? histogram.Counts.Length - 1 - i : i;
                wanted -= Value(bin) > 0 ? histogram.Counts[bin] : 0;
                if (wanted < 0)
                {
                    return Value(bin);
                }
            }
        }
    }

    private static IntensityStatistics Selected(Volume volume, int sliceLength, double quantile)
    {
        var slice = new double[sliceLength];
        var sums = new double[volume.Shape[2]];
        var count = 0;
        for (var z = 0; z < sums.Length; z++)
        {
            volume.CopyValues(z * sliceLength, slice);
            foreach (var value in slice)
            {
                sums[z] += value;
                count += value > 0 ? 1 : 0;
            }
        }

        if (count == 0 || !sums.All(double.IsFinite))
        {
            return new(double.NaN, sums);
        }

        // Counted first so that the copy is as small as it can be.
        var positive = new double[count];
        for (var (z, next) = (0, 0); z < sums.Length; z++)
        {
            volume.CopyValues(z * sliceLength, slice);
            foreach (var value in slice)
            {
                if (value > 0)
                {
                    positive[next++] = value;
                }
            }
        }

        var rank = LinearQuantile.Of(quantile, count);
        var lower = OrderStatistic.Select(positive, (int)rank.Lower);
        return new(rank.Interpolate(lower, OrderStatistic.Select(positive, (int)rank.Upper)), sums);
    }
}
