using TorchSharp;
using static TorchSharp.torch;

namespace BrainDae.Torch.Network.Normalization;

/// <summary>Group normalisation of channels-last tensors on the processor, with its gradient.</summary>
/// <remarks>
/// TorchSharp keeps what is saved for a gradient until the whole graph goes, and what a gradient returns until the
/// scope ends. Here the input is let go in the backward pass that needs it, and returned gradients in the next one:
/// call <see cref="LetGo"/> after the last.
/// </remarks>
internal sealed unsafe class ChannelsLastGroupNorm : autograd.SingleTensorFunction<ChannelsLastGroupNorm>
{
    /// <summary>Added to the variance: PyTorch's default.</summary>
    public const double Epsilon = 1e-5;

    private const string Saved = "saved";

    [ThreadStatic]
    private static List<Tensor>? returned;

    /// <inheritdoc/>
    public override string Name => nameof(ChannelsLastGroupNorm);

    /// <summary>Whether a tensor can be normalised here.</summary>
    /// <param name="input">[sample, channel, row, column].</param>
    public static bool Takes(Tensor input)
    {
        using var pixels = input.permute(0, 2, 3, 1);
        return input.device_type == DeviceType.CPU
            && input.dtype is ScalarType.Float32 or ScalarType.BFloat16
            && input.shape[1] % ChannelVectors.Lanes == 0
            && input.numel() * input.element_size() <= int.MaxValue
            && pixels.is_contiguous();
    }

    /// <summary>Normalises.</summary>
    /// <param name="input">What <see cref="Takes"/>.</param>
    /// <param name="weight">Scale of each channel, single precision.</param>
    /// <param name="bias">Shift of each channel, single precision.</param>
    /// <param name="groups">A divisor of the channels.</param>
    public static Tensor Of(Tensor input, Tensor weight, Tensor bias, int groups) =>
        is_grad_enabled() ? apply(input, weight, bias, groups) : Normalized(input, weight, bias, groups).Output;

    /// <summary>Lets the gradients go that this thread's last backward pass returned; libtorch has taken over what it needs.</summary>
    public static void LetGo()
    {
        returned?.ForEach(tensor => tensor?.Dispose());
        returned = null;
    }

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (input, weight, bias, groups) = ((Tensor)vars[0], (Tensor)vars[1], (Tensor)vars[2], (int)vars[3]);
        var (output, moments) = Normalized(input, weight, bias, groups);
        ctx.save_data(Saved, new ForGradient(input.detach().DetachFromDisposeScope(), weight, moments, groups));
        return output;
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        LetGo();
        var (saved, weight, moments, groups) = (ForGradient)ctx.get_data(Saved);
        using var input = saved;
        var shape = ShapeOf(input, groups);
        using var pixels = input.permute(0, 2, 3, 1);
        using var view = grad_output.permute(0, 2, 3, 1);
        using var slope = view.contiguous();
        using var result = empty_like(pixels, requires_grad: false);
        var (ofWeight, ofBias) = (empty_like(weight, requires_grad: false), empty_like(weight, requires_grad: false));
        fixed (byte* x = pixels.bytes, dy = slope.bytes, dx = result.bytes, w = weight.bytes, dw = ofWeight.bytes, db = ofBias.bytes)
        {
            if (input.dtype == ScalarType.BFloat16)
            {
                GroupNormKernel<ushort, BFloat16Channels>.Backward((ushort*)x, (ushort*)dy, (float*)w, moments, (ushort*)dx, (float*)dw, (float*)db, shape);
            }
            else
            {
                GroupNormKernel<float, SingleChannels>.Backward((float*)x, (float*)dy, (float*)w, moments, (float*)dx, (float*)dw, (float*)db, shape);
            }
        }

        returned = [result.permute(0, 3, 1, 2).DetachFromDisposeScope(), ofWeight.DetachFromDisposeScope(), ofBias.DetachFromDisposeScope(), null!];
        return returned;
    }

    private static (Tensor Output, GroupMoments Moments) Normalized(Tensor input, Tensor weight, Tensor bias, int groups)
    {
        var shape = ShapeOf(input, groups);
        using var pixels = input.permute(0, 2, 3, 1);
        using var result = empty_like(pixels, requires_grad: false);
        GroupMoments moments;
        fixed (byte* x = pixels.bytes, y = result.bytes, w = weight.bytes, b = bias.bytes)
        {
            moments = input.dtype == ScalarType.BFloat16
                ? GroupNormKernel<ushort, BFloat16Channels>.Forward((ushort*)x, (float*)w, (float*)b, (ushort*)y, shape)
                : GroupNormKernel<float, SingleChannels>.Forward((float*)x, (float*)w, (float*)b, (float*)y, shape);
        }

        return (result.permute(0, 3, 1, 2), moments);
    }

    private static GroupNormShape ShapeOf(Tensor input, int groups)
    {
        var sizes = input.shape;
        return new((int)sizes[0], (int)(sizes[2] * sizes[3]), (int)sizes[1], groups);
    }

    private sealed record ForGradient(Tensor Input, Tensor Weight, GroupMoments Moments, int Groups);
}
