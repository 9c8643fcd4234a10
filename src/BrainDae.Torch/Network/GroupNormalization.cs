using BrainDae.Method.Network;
using BrainDae.Torch.Network.Normalization;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace BrainDae.Torch.Network;

/// <summary>
/// Group normalisation with a learned scale and shift for each channel. Holds its own parameters because those of
/// TorchSharp 0.107's module start as uninitialised memory.
/// </summary>
internal sealed class GroupNormalization : nn.Module<Tensor, Tensor>
{
    private readonly int groups;
    private readonly Parameter weight;
    private readonly Parameter bias;

    public GroupNormalization(int channels)
        : base(nameof(GroupNormalization))
    {
        groups = LevelOptions.GroupsOf(channels);
        (weight, bias) = DefaultInitialization.Normalization(channels);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        if (ChannelsLastGroupNorm.Takes(input))
        {
            return ChannelsLastGroupNorm.Of(input, weight, bias, groups);
        }

        // On a processor, libtorch's loses half of its digits on channels-last memory.
        using var plain = input.device_type == DeviceType.CPU ? input.contiguous() : input.alias();
        using var scale = weight.to(input.dtype);
        using var shift = bias.to(input.dtype);
        return group_norm(plain, groups, scale, shift, ChannelsLastGroupNorm.Epsilon);
    }
}
