using BrainDae.Imaging.Resampling;
using CsCheck;

namespace BrainDae.Imaging.Tests.Resampling;

public sealed class SliceResizerTests
{
    private static readonly Gen<(int Width, int Height, int Size)> Shapes = Gen.Select(Gen.Int[1, 70], Gen.Int[1, 70], Gen.Int[1, 70]);

    [Fact]
    public void Any_slice_equals_the_definition() =>
        Shapes.SelectMany(shape => Gen.Double[-10, 10].Array[shape.Width * shape.Height].Select(slice => (shape, slice))).Sample(sample =>
        {
            var ((width, height, size), slice) = sample;
            var actual = Resize(slice, width, height, size);
            for (var x = 0; x < size; x++)
            {
                for (var y = 0; y < size; y++)
                {
                    Assert.Equal(Definition(slice, width, height, size, x, y), actual[x * size + y], 1e-12);
                }
            }
        });

    [Fact]
    public void Single_precision_differs_from_double_by_rounding_alone() =>
        Shapes.SelectMany(shape => Gen.Float[-2, 2].Array[shape.Width * shape.Height].Select(slice => (shape, slice))).Sample(sample =>
        {
            var ((width, height, size), slice) = sample;
            var single = Resize(slice, width, height, size);
            var exact = Resize(Array.ConvertAll(slice, value => (double)value), width, height, size);
            for (var i = 0; i < single.Length; i++)
            {
                Assert.Equal(exact[i], single[i], 2e-6);
            }
        });

    [Fact]
    public void A_constant_stays_constant() =>
        Gen.Select(Shapes, Gen.Double[-100, 100]).Sample((shape, constant) =>
        {
            var slice = new double[shape.Width * shape.Height];
            slice.AsSpan().Fill(constant);
            Assert.All(Resize(slice, shape.Width, shape.Height, shape.Size), value => Assert.Equal(constant, value, 1e-12));
        });

    [Fact]
    public void A_binary_constant_stays_exactly_so_at_any_size()
    {
        for (var size = 1; size < 200; size++)
        {
            double[] ones = [1, 1, 1, 1, 1, 1];
            Assert.All(Resize(ones, 2, 3, size), value => Assert.Equal(1.0, value));
        }
    }

    [Fact]
    public void A_linear_ramp_stays_linear_inside_and_is_held_at_the_border()
    {
        const int width = 24;
        const int height = 10;
        const int size = 40;
        var ramp = new double[width * height];
        for (var i = 0; i < ramp.Length; i++)
        {
            ramp[i] = 3 * (i % width) - 2 * (i / width);
        }

        var resized = Resize(ramp, width, height, size);
        for (var x = 0; x < size; x++)
        {
            for (var y = 0; y < size; y++)
            {
                var sourceX = Math.Clamp((x + 0.5) * width / size - 0.5, 0, width - 1);
                var sourceY = Math.Clamp((y + 0.5) * height / size - 0.5, 0, height - 1);
                Assert.Equal(3 * sourceX - 2 * sourceY, resized[x * size + y], 1e-12);
            }
        }
    }

    [Fact]
    public void The_same_size_only_turns_the_axes_and_keeps_every_bit()
    {
        var slice = new float[128 * 128];
        for (var i = 0; i < slice.Length; i++)
        {
            slice[i] = i % 7 == 0 ? -0f : MathF.Sin(i) * MathF.Pow(10, i % 60 - 30);
        }

        var resized = Resize(slice, 128, 128, 128);
        for (var x = 0; x < 128; x++)
        {
            for (var y = 0; y < 128; y++)
            {
                Assert.Equal(BitConverter.SingleToInt32Bits(slice[y * 128 + x]), BitConverter.SingleToInt32Bits(resized[x * 128 + y]));
            }
        }
    }

    [Fact]
    public void Shrinking_has_no_antialiasing()
    {
        // From 8 to 2 the output centres lie at 1.5 and 5.5: half of each neighbour, nothing of the others.
        double[] slice = [9, 1, 3, 9, 9, 5, 7, 9];
        Assert.Equal([2.0, 2.0, 6.0, 6.0], Resize(slice, 8, 1, 2));
    }

    [Fact]
    public void Spans_of_another_length_are_refused()
    {
        var resizer = new SliceResizer(4, 5, 6);
        Assert.Throws<ArgumentException>(() => resizer.Resize<float>(new float[19], new float[36]));
        Assert.Throws<ArgumentException>(() => resizer.Resize<float>(new float[20], new float[35]));
    }

    private static T[] Resize<T>(T[] slice, int width, int height, int size)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var output = new T[size * size];
        new SliceResizer(width, height, size).Resize<T>(slice, output);
        return output;
    }

    private static double Definition(double[] slice, int width, int height, int size, int x, int y)
    {
        var sourceX = Math.Clamp((x + 0.5) * width / size - 0.5, 0, width - 1);
        var sourceY = Math.Clamp((y + 0.5) * height / size - 0.5, 0, height - 1);
        var sum = 0.0;
        for (var j = 0; j < height; j++)
        {
            for (var i = 0; i < width; i++)
            {
                sum += slice[j * width + i] * Math.Max(0, 1 - Math.Abs(i - sourceX)) * Math.Max(0, 1 - Math.Abs(j - sourceY));
            }
        }

        return sum;
    }
}
