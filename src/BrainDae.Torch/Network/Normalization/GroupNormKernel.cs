using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using BrainDae.Torch.Runtime;
using static TorchSharp.torch;

namespace BrainDae.Torch.Network.Normalization;

/// <summary>Sizes of what is normalised: [sample, pixel, channel] in C order, the channels in equal groups.</summary>
/// <param name="Samples">Images.</param>
/// <param name="Pixels">Of an image.</param>
/// <param name="Channels">Of a pixel; a multiple of <see cref="ChannelVectors.Lanes"/>.</param>
/// <param name="Groups">A divisor of the channels.</param>
internal readonly record struct GroupNormShape(int Samples, int Pixels, int Channels, int Groups)
{
    /// <summary>Channels of a group.</summary>
    public int GroupChannels => Channels / Groups;

    /// <summary>Values that are normalised together.</summary>
    public long GroupValues => (long)Pixels * GroupChannels;
}

/// <summary>
/// Group normalisation of channels-last images and its gradient: mean and variance over all pixels and the channels of
/// a group, y = (x - mean) / sqrt(variance + epsilon) * weight + bias.
/// </summary>
/// <remarks>
/// libtorch's own works a group at a time, which for the groups of 8 and 16 channels of the published network leaves
/// its vectors empty in bfloat16, and sums a whole image in single precision, which costs half of the digits. Here
/// every vector holds eight channels of whatever groups, and sums are in double precision after 32 pixels. The result
/// is the same for any number of threads, which are libtorch's.
/// </remarks>
/// <typeparam name="T">How a channel lies in memory.</typeparam>
/// <typeparam name="TVectors">How it is read and written.</typeparam>
internal static unsafe class GroupNormKernel<T, TVectors>
    where T : unmanaged
    where TVectors : IChannelVectors<T>
{
    private const int Lanes = ChannelVectors.Lanes;
    private const int TypicalPixels = 64;
    private const int BlockPixels = 32;
    private const int ChunkPixels = 64 * BlockPixels;

    /// <summary>Normalises.</summary>
    /// <param name="input">[sample, pixel, channel].</param>
    /// <param name="weight">Scale of each channel.</param>
    /// <param name="bias">Shift of each channel.</param>
    /// <param name="output">Same shape as the input.</param>
    /// <param name="shape">Sizes.</param>
    /// <returns>Mean and 1 / sqrt(variance + epsilon) of each group, [sample, group].</returns>
    public static GroupMoments Forward(T* input, float* weight, float* bias, T* output, GroupNormShape shape)
    {
        var moments = new GroupMoments(new double[shape.Samples * shape.Groups], new double[shape.Samples * shape.Groups]);
        EachSample(shape, (sample, chunks) =>
        {
            var image = input + (long)sample * shape.Pixels * shape.Channels;
            var target = output + (image - input);
            var typical = Typical(image, shape);
            var (sums, squares) = Totals(shape, chunks, (from, to, first, second) => Sum(image, typical, image, typical, from, to, first, second));
            var (centre, scale, shift) = (new float[shape.Channels], new float[shape.Channels], new float[shape.Channels]);
            for (var group = 0; group < shape.Groups; group++)
            {
                var (mean, inverse) = Moments(typical, sums, squares, group, shape);
                (moments.Mean[sample * shape.Groups + group], moments.InverseDeviation[sample * shape.Groups + group]) = (mean, inverse);
                for (var c = group * shape.GroupChannels; c < (group + 1) * shape.GroupChannels; c++)
                {
                    centre[c] = (float)mean;
                    scale[c] = (float)(inverse * weight[c]);
                    shift[c] = (float)(bias[c] + ((float)mean - mean) * inverse * weight[c]);
                }
            }

            chunks((from, to) => Scale(image, target, from, to, centre, scale, shift));
        });
        return moments;
    }

    /// <summary>The gradients, given that of the output.</summary>
    /// <param name="input">As in <see cref="Forward"/>.</param>
    /// <param name="gradient">Of the output, same shape.</param>
    /// <param name="weight">As in <see cref="Forward"/>.</param>
    /// <param name="moments">What <see cref="Forward"/> returned.</param>
    /// <param name="inputGradient">Receives the gradient of the input.</param>
    /// <param name="weightGradient">Receives the gradient of each channel's scale.</param>
    /// <param name="biasGradient">Receives the gradient of each channel's shift.</param>
    /// <param name="shape">Sizes.</param>
    public static void Backward(T* input, T* gradient, float* weight, GroupMoments moments, T* inputGradient, float* weightGradient, float* biasGradient, GroupNormShape shape)
    {
        var weightParts = new double[shape.Samples * shape.Channels];
        var biasParts = new double[shape.Samples * shape.Channels];
        EachSample(shape, (sample, chunks) =>
        {
            var start = (long)sample * shape.Pixels * shape.Channels;
            var image = input + start;
            var slope = gradient + start;
            var target = inputGradient + start;
            var (zero, centre) = (new float[shape.Channels], new float[shape.Channels]);
            for (var c = 0; c < shape.Channels; c++)
            {
                centre[c] = (float)moments.Mean[sample * shape.Groups + c / shape.GroupChannels];
            }

            var (sums, products) = Totals(shape, chunks, (from, to, first, second) => Sum(slope, zero, image, centre, from, to, first, second));
            var (ofSlope, ofInput, constant) = (new float[shape.Channels], new float[shape.Channels], new float[shape.Channels]);
            for (var group = 0; group < shape.Groups; group++)
            {
                var (mean, inverse) = (moments.Mean[sample * shape.Groups + group], moments.InverseDeviation[sample * shape.Groups + group]);
                var (first, end) = (group * shape.GroupChannels, (group + 1) * shape.GroupChannels);
                var rounding = centre[first] - mean;
                var (sum, product) = (0.0, 0.0);
                for (var c = first; c < end; c++)
                {
                    products[c] += rounding * sums[c];
                    sum += sums[c] * weight[c];
                    product += products[c] * weight[c];
                }

                var curvature = -product * inverse * inverse * inverse / shape.GroupValues;
                var offset = rounding * curvature - sum * inverse / shape.GroupValues;
                for (var c = first; c < end; c++)
                {
                    (ofSlope[c], ofInput[c], constant[c]) = ((float)(inverse * weight[c]), (float)curvature, (float)offset);
                    weightParts[sample * shape.Channels + c] = products[c] * inverse;
                    biasParts[sample * shape.Channels + c] = sums[c];
                }
            }

            chunks((from, to) => Combine(slope, image, target, from, to, centre, ofSlope, ofInput, constant));
        });
        AddUp(weightParts, weightGradient, shape);
        AddUp(biasParts, biasGradient, shape);
    }

    /// <summary>
    /// Works on every sample: several at once where there are enough of them, else on several chunks of one, which the
    /// work asks for as (first pixel, end).
    /// </summary>
    private static void EachSample(GroupNormShape shape, Action<int, Action<Action<int, int>>> work)
    {
        var chunks = (shape.Pixels + ChunkPixels - 1) / ChunkPixels;
        if (shape.Samples >= get_num_threads())
        {
            NativeThreads.For(shape.Samples, sample => work(sample, chunk =>
            {
                for (var i = 0; i < chunks; i++)
                {
                    Chunk(i, chunk);
                }
            }));
            return;
        }

        for (var sample = 0; sample < shape.Samples; sample++)
        {
            work(sample, chunk => NativeThreads.For(chunks, i => Chunk(i, chunk)));
        }

        void Chunk(int i, Action<int, int> chunk) => chunk(i * ChunkPixels, Math.Min(shape.Pixels, (i + 1) * ChunkPixels));
    }

    /// <summary>Two sums over the pixels of an image for each channel; chunks are added up in their order.</summary>
    private static (double[] First, double[] Second) Totals(GroupNormShape shape, Action<Action<int, int>> chunks, Action<int, int, double[], double[]> sum)
    {
        var parts = new (double[] First, double[] Second)[(shape.Pixels + ChunkPixels - 1) / ChunkPixels];
        chunks((from, to) =>
        {
            var part = (First: new double[shape.Channels], Second: new double[shape.Channels]);
            sum(from, to, part.First, part.Second);
            parts[from / ChunkPixels] = part;
        });
        foreach (var (first, second) in parts.AsSpan(1))
        {
            for (var c = 0; c < shape.Channels; c++)
            {
                parts[0].First[c] += first[c];
                parts[0].Second[c] += second[c];
            }
        }

        return parts[0];
    }

    /// <summary>A value of each channel near its mean: sums of what is above it keep their digits where a channel varies little.</summary>
    private static float[] Typical(T* image, GroupNormShape shape)
    {
        var typical = new float[shape.Channels];
        var step = Math.Max(1, shape.Pixels / TypicalPixels);
        fixed (float* mean = typical)
        {
            for (var c = 0; c < shape.Channels; c += Lanes)
            {
                var (sum, count) = (Vector256<float>.Zero, 0);
                for (var pixel = step / 2; pixel < shape.Pixels; pixel += step, count++)
                {
                    sum += TVectors.Load(image + (nint)pixel * shape.Channels + c);
                }

                (sum / count).Store(mean + c);
            }
        }

        return typical;
    }

    /// <param name="typical">What was subtracted from each channel.</param>
    /// <param name="sums">Of what was left.</param>
    /// <param name="squares">Of its squares.</param>
    /// <param name="group">The group.</param>
    /// <param name="shape">Sizes.</param>
    private static (double Mean, double InverseDeviation) Moments(float[] typical, double[] sums, double[] squares, int group, GroupNormShape shape)
    {
        var (first, end) = (group * shape.GroupChannels, (group + 1) * shape.GroupChannels);
        var mean = 0.0;
        for (var c = first; c < end; c++)
        {
            mean += (typical[c] + sums[c] / shape.Pixels) / shape.GroupChannels;
        }

        var deviations = 0.0;
        for (var c = first; c < end; c++)
        {
            var ofChannel = sums[c] / shape.Pixels;
            var difference = typical[c] + ofChannel - mean;
            deviations += squares[c] - ofChannel * sums[c] + shape.Pixels * difference * difference;
        }

        return (mean, 1 / Math.Sqrt(Math.Max(0, deviations / shape.GroupValues) + ChannelsLastGroupNorm.Epsilon));
    }

    private static void AddUp(double[] parts, float* total, GroupNormShape shape)
    {
        for (var c = 0; c < shape.Channels; c++)
        {
            var sum = 0.0;
            for (var sample = 0; sample < shape.Samples; sample++)
            {
                sum += parts[sample * shape.Channels + c];
            }

            total[c] = (float)sum;
        }
    }

    /// <summary>
    /// Adds values, and their products with others, over some pixels to the sums of each channel, both above what lies
    /// in <paramref name="base0"/> and <paramref name="base1"/> for the channel.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum(T* values, float[] base0, T* others, float[] base1, int from, int to, double[] sums, double[] products)
    {
        var channels = sums.Length;
        fixed (float* below = base0, belowOthers = base1)
        fixed (double* sum = sums, product = products)
        {
            for (var block = from; block < to; block += BlockPixels)
            {
                var (pixels, start) = (Math.Min(to - block, BlockPixels), (nint)block * channels);
                var c = 0;
                for (; c <= channels - 4 * Lanes; c += 4 * Lanes)
                {
                    SumFour(values + start + c, below + c, others + start + c, belowOthers + c, pixels, channels, sum + c, product + c);
                }

                for (; c < channels; c += Lanes)
                {
                    SumOne(values + start + c, below + c, others + start + c, belowOthers + c, pixels, channels, sum + c, product + c);
                }
            }
        }
    }

    /// <summary>A cache line of channels at a time, so that memory is read in its order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SumFour(T* values, float* below, T* others, float* belowOthers, int pixels, int channels, double* sums, double* products)
    {
        unchecked
        {
            var (sum0, sum1, sum2, sum3) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
            var (product0, product1, product2, product3) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
            for (var pixel = 0; pixel < pixels; pixel++, values += channels, others += channels)
            {
                Step(values, below, others, belowOthers, ref sum0, ref product0);
                Step(values + Lanes, below + Lanes, others + Lanes, belowOthers + Lanes, ref sum1, ref product1);
                Step(values + 2 * Lanes, below + 2 * Lanes, others + 2 * Lanes, belowOthers + 2 * Lanes, ref sum2, ref product2);
                Step(values + 3 * Lanes, below + 3 * Lanes, others + 3 * Lanes, belowOthers + 3 * Lanes, ref sum3, ref product3);
            }

            Add(sum0, sums);
            Add(sum1, sums + Lanes);
            Add(sum2, sums + 2 * Lanes);
            Add(sum3, sums + 3 * Lanes);
            Add(product0, products);
            Add(product1, products + Lanes);
            Add(product2, products + 2 * Lanes);
            Add(product3, products + 3 * Lanes);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SumOne(T* values, float* below, T* others, float* belowOthers, int pixels, int channels, double* sums, double* products)
    {
        unchecked
        {
            var (sum, product) = (Vector256<float>.Zero, Vector256<float>.Zero);
            for (var pixel = 0; pixel < pixels; pixel++, values += channels, others += channels)
            {
                Step(values, below, others, belowOthers, ref sum, ref product);
            }

            Add(sum, sums);
            Add(product, products);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step(T* value, float* below, T* other, float* belowOther, ref Vector256<float> sum, ref Vector256<float> product)
    {
        var above = TVectors.Load(value) - Vector256.Load(below);
        sum += above;
        product = Vector256.MultiplyAddEstimate(above, TVectors.Load(other) - Vector256.Load(belowOther), product);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Vector256<float> values, double* to)
    {
        var (low, high) = Vector256.Widen(values);
        (Vector256.Load(to) + low).Store(to);
        (Vector256.Load(to + Lanes / 2) + high).Store(to + Lanes / 2);
    }

    /// <summary>(input - centre) * scale + shift.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scale(T* input, T* output, int from, int to, float[] centre, float[] scale, float[] shift)
    {
        unchecked
        {
            fixed (float* m = centre, a = scale, b = shift)
            {
                var at = (nint)from * scale.Length;
                for (var pixel = from; pixel < to; pixel++)
                {
                    for (var c = 0; c < scale.Length; c += Lanes, at += Lanes)
                    {
                        var above = TVectors.Load(input + at) - Vector256.Load(m + c);
                        TVectors.Store(Vector256.MultiplyAddEstimate(above, Vector256.Load(a + c), Vector256.Load(b + c)), output + at);
                    }
                }
            }
        }
    }

    /// <summary>slope * ofSlope + (input - centre) * ofInput + constant.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Combine(T* slope, T* input, T* output, int from, int to, float[] centre, float[] ofSlope, float[] ofInput, float[] constant)
    {
        unchecked
        {
            fixed (float* m = centre, a = ofSlope, b = ofInput, d = constant)
            {
                var at = (nint)from * constant.Length;
                for (var pixel = from; pixel < to; pixel++)
                {
                    for (var c = 0; c < constant.Length; c += Lanes, at += Lanes)
                    {
                        var above = TVectors.Load(input + at) - Vector256.Load(m + c);
                        var linear = Vector256.MultiplyAddEstimate(above, Vector256.Load(b + c), Vector256.Load(d + c));
                        TVectors.Store(Vector256.MultiplyAddEstimate(TVectors.Load(slope + at), Vector256.Load(a + c), linear), output + at);
                    }
                }
            }
        }
    }
}

/// <summary>Mean and 1 / sqrt(variance + epsilon) of each group, [sample, group].</summary>
internal sealed record GroupMoments(double[] Mean, double[] InverseDeviation);
