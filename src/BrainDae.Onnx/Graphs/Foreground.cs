using BrainDae.Imaging.Masks;
using BrainDae.Onnx.Format;

namespace BrainDae.Onnx.Graphs;

/// <summary>Where slices show the head, as nodes; see <see cref="ForegroundMask"/>.</summary>
internal static class Foreground
{
    /// <summary>The modalities of slices one by one.</summary>
    /// <param name="images">[slice, modality, x, y].</param>
    /// <param name="modalities">Their number.</param>
    /// <returns>Each [slice, 1, x, y].</returns>
    public static OnnxValue[] Channels(OnnxValue images, int modalities) =>
        modalities == 1 ? [images] : images.Graph.Nodes("Split", [images], modalities, OnnxAttribute.Of("axis", 1));

    /// <summary>The sum of channels, added in their order: a sum in another order could decide a pixel at the threshold otherwise.</summary>
    public static OnnxValue Sum(IEnumerable<OnnxValue> channels) => channels.Aggregate((sum, channel) => sum + channel);

    /// <summary>Whether each pixel is foreground.</summary>
    /// <param name="channels">From <see cref="Channels"/>.</param>
    public static OnnxValue Mask(IReadOnlyList<OnnxValue> channels) => Sum(channels) > channels[0].Graph.Constant(ForegroundMask.Threshold);
}
