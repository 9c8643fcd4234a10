using BrainDae.Data.Cohorts;
using BrainDae.Data.Slices;
using BrainDae.Files;
using BrainDae.Imaging.Resampling;
using BrainDae.Nifti.Volumes;

namespace BrainDae.Data.Preprocessing;

/// <summary>
/// A patient's scans to normalised, resized slices. Slices are axial, whichever way a file stores its axes: voxels are
/// moved to LPS order as they are read, and each slice is resized to a square whatever its field of view. Holds one
/// file's voxels at a time, in their stored type, beside the result; patients are independent of each other, so several threads may each run one.
/// </summary>
public static class PatientPreprocessor
{
    /// <summary>Reads and preprocesses one patient.</summary>
    /// <param name="files">The scans; without a segmentation the result has no label.</param>
    /// <param name="options">Validated here.</param>
    /// <param name="buffers">Memory to work in, for one call at a time: <see cref="PatientSlices.Images"/> of the result
    /// lies in it, and is overwritten by the next call. Without, the result has memory of its own.</param>
    /// <exception cref="BrainDaeException">An option is out of range; a file is missing, broken, not three-dimensional,
    /// holds voxels that are not finite or none above 0, or lies on another grid than the rest; no slice shows brain.</exception>
    public static PatientSlices Run(PatientFiles files, PreprocessingOptions options, PreprocessingBuffers? buffers = null)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        buffers ??= new();

        var modalities = options.Modalities;
        var scans = new ScanReader(buffers);
        var (grid, volume) = scans.Read(files[modalities[0]], null);
        var resizer = new SliceResizer(grid.Width, grid.Height, options.Size);
        var images = Images(files.Name, grid, options, buffers);
        var sliceSums = new double[grid.Depth];
        var scales = new double[modalities.Count];
        var doubts = new List<(string? Text, string Path)>();
        for (var channel = 0; channel < modalities.Count; channel++)
        {
            var own = grid;
            if (channel > 0)
            {
                (own, volume) = scans.Read(files[modalities[channel]], grid);
            }

            doubts.Add((own.Doubt, own.Path));
            var normalizer = IntensityNormalizer.Fit(volume, options.Quantile, own.Path);
            scales[channel] = normalizer.Scale;
            for (var slice = 0; slice < grid.Depth; slice++)
            {
                sliceSums[slice] += normalizer.SliceSums[slice] / modalities.Count;
            }

            ResizeChannel(volume, normalizer, resizer, channel, options, images.Span);
        }

        var range = BrainRange.Find(sliceSums, options.BrainThreshold)
            ?? throw BrainDaeException.Invalid($"{grid.Path}: no slice of the patient exceeds {new OptionName("BrainThreshold")} {options.BrainThreshold}. Check the scans or lower the threshold.");
        var label = files.Segmentation is { } segmentation
            ? LesionLabel.Of(scans.Read(new(segmentation), grid).Volume, range, resizer, options.Size, segmentation)
            : new([], []);
        var sliceLength = modalities.Count * options.Size * options.Size;
        return new()
        {
            Name = files.Name,
            Subject = files.Subject,
            Modalities = modalities,
            Size = options.Size,
            SliceIndices = [.. Enumerable.Range(range.First, range.Count)],
            Images = images.Slice(range.First * sliceLength, range.Count * sliceLength),
            Lesion = label.Pixels,
            NativeLesionVoxels = label.NativeVoxels,
            IntensityScale = [.. scales],
            NativeGeometry = grid.Geometry,
            Warnings = [.. doubts.Where(doubt => doubt.Text is not null).DistinctBy(doubt => doubt.Text).Select(doubt => $"{doubt.Path}: {doubt.Text}.")],
        };
    }

    /// <summary>
    /// Room for all slices: which are kept is known only once every modality was seen, and waiting for that would mean
    /// holding or reading every volume twice.
    /// </summary>
    private static Memory<float> Images(string name, ScanGrid grid, PreprocessingOptions options, PreprocessingBuffers buffers)
    {
        var length = (long)grid.Depth * options.Modalities.Count * options.Size * options.Size;
        return length <= Array.MaxLength
            ? buffers.Images((int)length)
            : throw BrainDaeException.Invalid($"{grid.Path}: {grid.Depth} slices of {name} at {new OptionName("Size")} {options.Size} do not fit into memory. Choose a smaller size.");
    }

    private static void ResizeChannel(
        Volume volume, IntensityNormalizer normalizer, SliceResizer resizer, int channel, PreprocessingOptions options, Span<float> images)
    {
        var pixels = options.Size * options.Size;
        var normalized = new float[volume.SliceLength];
        for (var slice = 0; slice < volume.Shape[2]; slice++)
        {
            var image = images.Slice((slice * options.Modalities.Count + channel) * pixels, pixels);
            if (volume.IsBlank(slice))
            {
                image.Clear();
                continue;
            }

            normalizer.Normalize(slice, normalized);
            resizer.Resize<float>(normalized, image);
        }
    }
}
