using BrainDae.Nifti;
using BrainDae.Nifti.Volumes;

namespace BrainDae.TestData;

/// <summary>One patient in each layout that scans are known to come in.</summary>
public static class LayoutSamples
{
    /// <summary>Paths that the layout "pattern" has.</summary>
    public const string Pattern = "{modality}/{patient}.nii";

    /// <summary>What they call the modalities.</summary>
    public const string Words = "t1ce=KM,seg=maske";

    public static IReadOnlyList<string> All { get; } = ["brats", "brats2018", "brats2020", "brats2023", "decathlon", "nnunet", "nnunet1", "bids", "bids_sessions", "pattern"];

    /// <summary>Writes the patient.</summary>
    /// <param name="layout">One of <see cref="All"/>.</param>
    /// <param name="folder">Receives the files.</param>
    /// <param name="scans">FLAIR, T1, T1 with contrast and T2, on one grid and of one element type.</param>
    /// <param name="segmentation">Their label.</param>
    public static void Write(string layout, string folder, IReadOnlyList<Volume> scans, Volume segmentation)
    {
        switch (layout)
        {
            case "brats": Each("p/p_{0}.nii.gz", "flair", "t1", "t1ce", "t2", "seg"); break;
            case "brats2018": Each("HGG/p/p_{0}.nii.gz", "flair", "t1", "t1ce", "t2", "seg"); break;
            case "brats2020": Each("p/{0}.nii", "p_flair", "p_t1", "p_t1ce", "p_t2", "W39_1998.09.19_Segm"); break;
            case "brats2023": Each("p-000/p-000-{0}.nii.gz", "t2f", "t1n", "t1c", "t2w", "seg"); break;
            case "decathlon":
                NiftiWriter.Write(Path.Combine(folder, "imagesTr", "p.nii.gz"), Together([scans[1], scans[2], scans[0], scans[3]]));
                NiftiWriter.Write(Path.Combine(folder, "labelsTr", "p.nii.gz"), segmentation);
                Describe("""{"name": "BRATS", "modality": {"0": "T1w", "1": "t1gd", "2": "FLAIR", "3": "T2w"}, "training": []}""");
                break;
            case "nnunet":
                Each("{0}.nii.gz", "imagesTr/p_0003", "imagesTr/p_0000", "imagesTr/p_0001", "imagesTr/p_0002", "labelsTr/p");
                Describe("""{"channel_names": {"0": "T1", "1": "T1ce", "2": "T2", "3": "FLAIR"}, "file_ending": ".nii.gz"}""");
                break;
            case "nnunet1":
                Each("{0}.nii.gz", "imagesTr/p_0000", "imagesTr/p_0001", "imagesTr/p_0002", "imagesTr/p_0003", "labelsTr/p");
                Describe("""{"modality": {"0": "flair", "1": "t1", "2": "t1-gd", "3": "T2W"}, }""");
                break;
            case "bids":
                Each("{0}.nii.gz", [.. Bids("sub-01/anat/sub-01"), "derivatives/manual/sub-01/anat/sub-01_label-lesion_mask"]);
                NiftiWriter.Write(Path.Combine(folder, "derivatives", "manual", "sub-01", "anat", "sub-01_desc-brain_mask.nii.gz"), scans[0]);
                break;
            case "bids_sessions": Each("{0}.nii.gz", [.. Bids("sub-01/ses-02/anat/sub-01_ses-02"), "derivatives/manual/sub-01/ses-02/anat/sub-01_ses-02_dseg"]); break;
            case "pattern": Each("{0}/p.nii", "flair", "T1W", "KM", "t2w", "maske"); break;
            default: throw new ArgumentOutOfRangeException(nameof(layout), layout, "Not a layout.");
        }

        void Each(string path, params string[] names)
        {
            foreach (var (name, volume) in names.Zip(scans.Append(segmentation)))
            {
                NiftiWriter.Write(Path.Combine(folder, string.Format(path, name)), volume);
            }
        }

        void Describe(string json) => File.WriteAllText(Path.Combine(folder, "dataset.json"), json);
    }

    private static IEnumerable<string> Bids(string stem) => new[] { "acq-3d_FLAIR", "T1w", "ce-gadolinium_T1w", "T2w" }.Select(name => $"{stem}_{name}");

    private static Volume Together(Volume[] scans)
    {
        var geometry = scans[0].Geometry;
        return new(geometry with { Shape = [.. geometry.Shape, scans.Length] }, scans[0].VoxelType, scans.SelectMany(scan => scan.Bytes.ToArray()).ToArray());
    }
}
