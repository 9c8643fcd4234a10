using BrainDae.TestModels;
using BrainDae.Torch.Network.Normalization;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace BrainDae.Torch.Tests.Network;

/// <summary>Held against libtorch's group normalisation in double precision.</summary>
public sealed class ChannelsLastGroupNormTests
{
    public ChannelsLastGroupNormTests() => _ = GoldenNetwork.Runtime;

    [Theory]
    [InlineData(3, 64, 8, 20)]
    [InlineData(1, 64, 8, 70)]
    [InlineData(2, 32, 16, 7)]
    [InlineData(5, 8, 1, 3)]
    [InlineData(2, 40, 40, 5)]
    public void Output_and_gradients_are_those_of_double_precision(int samples, int channels, int groups, int edge)
    {
        using var scope = NewDisposeScope();
        var (ours, exact) = Both(samples, channels, groups, edge, ScalarType.Float32);
        for (var i = 0; i < ours.Length; i++)
        {
            Close(exact[i], ours[i], 2e-6);
        }
    }

    [Fact]
    public void Digits_survive_where_a_group_varies_little()
    {
        using var scope = NewDisposeScope();
        var (ours, exact) = Both(2, 32, 8, 40, ScalarType.Float32, mean: 50, deviation: 0.5);
        for (var i = 0; i < ours.Length; i++)
        {
            Close(exact[i], ours[i], 1e-5);
        }
    }

    [Fact]
    public void In_bfloat16_only_the_result_is_rounded()
    {
        using var scope = NewDisposeScope();
        var (ours, exact) = Both(4, 64, 8, 40, ScalarType.BFloat16);
        Close(exact[0], ours[0], 1.0 / 256);
        Close(exact[1], ours[1], 1.0 / 256);
        Close(exact[2], ours[2], 2e-6);
        Close(exact[3], ours[3], 2e-6);
    }

    [Fact]
    public void Threads_and_how_samples_are_spread_over_them_change_no_bit()
    {
        using var scope = NewDisposeScope();
        var threads = get_num_threads();
        try
        {
            set_num_threads(1);
            var alone = Both(2, 64, 8, 70, ScalarType.Float32).Ours;
            foreach (var number in new[] { 2, 3, 7 })
            {
                set_num_threads(number);
                var several = Both(2, 64, 8, 70, ScalarType.Float32).Ours;
                Assert.All(alone.Zip(several), pair => Assert.True(pair.First.eq(pair.Second).all().item<bool>()));
            }
        }
        finally
        {
            set_num_threads(threads);
        }
    }

    [Fact]
    public void Without_gradients_the_output_is_the_same()
    {
        using var scope = NewDisposeScope();
        var (input, weight, bias) = (ChannelsLast(randn(2, 16, 6, 6)), rand(16), rand(16));
        var tracked = ChannelsLastGroupNorm.Of(input.detach().requires_grad_(true), weight.requires_grad_(true), bias.requires_grad_(true), 4);
        using var untracked = no_grad();
        Assert.True(tracked.eq(ChannelsLastGroupNorm.Of(input, weight, bias, 4)).all().item<bool>());
    }

    [Fact]
    public void Constant_group_becomes_its_shift_and_what_is_no_number_stays_none()
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var constant = ChannelsLast(full([1, 16, 4, 4], 3f));
        var bias = arange(16, ScalarType.Float32);
        Assert.True(ChannelsLastGroupNorm.Of(constant, ones(16), bias, 2)[0, 5].eq(5).all().item<bool>());

        foreach (var type in new[] { ScalarType.Float32, ScalarType.BFloat16 })
        {
            var broken = ChannelsLast(ones(1, 16, 4, 4).to(type));
            broken[0, 3, 2, 2] = float.NaN;
            var output = ChannelsLastGroupNorm.Of(broken, ones(16), zeros(16), 2).to(ScalarType.Float32);
            Assert.True(output[0, 0].isnan().all().item<bool>());
            Assert.False(output[0, 8].isnan().any().item<bool>());
        }
    }

    [Fact]
    public void Other_memory_types_and_numbers_of_channels_are_left_to_libtorch()
    {
        using var scope = NewDisposeScope();
        Assert.True(ChannelsLastGroupNorm.Takes(ChannelsLast(zeros(2, 16, 4, 4))));
        Assert.False(ChannelsLastGroupNorm.Takes(zeros(2, 16, 4, 4)));
        Assert.False(ChannelsLastGroupNorm.Takes(ChannelsLast(zeros(2, 12, 4, 4))));
        Assert.False(ChannelsLastGroupNorm.Takes(ChannelsLast(zeros(2, 16, 4, 4, dtype: ScalarType.Float64))));
    }

    /// <summary>Output and gradients of input, weight and bias, ours and in double precision.</summary>
    private static (Tensor[] Ours, Tensor[] Exact) Both(int samples, int channels, int groups, int edge, ScalarType type, double mean = 0.7, double deviation = 1)
    {
        manual_seed(7);
        var input = ChannelsLast((randn(samples, channels, edge, edge) * deviation + mean).to(type));
        var (weight, bias) = (rand(channels) + 0.5, randn(channels));

        // Not contiguous, as the gradient of a part of a concatenation is.
        var slope = ChannelsLast(randn(samples, 2 * channels, edge, edge).to(type)).narrow(1, channels, channels);
        var exact = Run((x, w, b) => group_norm(x, groups, w, b, 1e-5), [.. new[] { input, weight, bias }.Select(Double)], Double(slope));
        var ours = Run((x, w, b) => ChannelsLastGroupNorm.Of(x, w, b, groups), [input, weight, bias], slope);
        ChannelsLastGroupNorm.LetGo();
        return (ours, exact);

        static Tensor Double(Tensor tensor) => tensor.to(ScalarType.Float64).contiguous();
    }

    private static Tensor[] Run(Func<Tensor, Tensor, Tensor, Tensor> normalize, Tensor[] inputs, Tensor slope)
    {
        Tensor[] tracked = [.. inputs.Select(input => input.detach().requires_grad_(true))];
        var output = normalize(tracked[0], tracked[1], tracked[2]);
        output.backward([slope]);
        return [output.detach(), .. tracked.Select(input => input.grad!)];
    }

    private static void Close(Tensor expected, Tensor actual, double tolerance)
    {
        var error = (actual.to(ScalarType.Float64) - expected).abs().max().item<double>();
        Assert.InRange(error / expected.abs().max().item<double>(), 0, tolerance);
    }

    private static Tensor ChannelsLast(Tensor tensor) => tensor.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);
}
