namespace BrainDae.Data.Cohorts;

/// <summary>How the files of a cohort lie under their folder and are named.</summary>
public enum CohortLayout
{
    /// <summary>Seen from the folder; where it could be several, that is an error.</summary>
    Auto,

    /// <summary>BraTS 2018 and later: a folder a patient, whose name starts the name of each file in it.</summary>
    Brats,

    /// <summary>Medical Segmentation Decathlon: imagesTr with a file of four axes a patient, dataset.json.</summary>
    Decathlon,

    /// <summary>nnU-Net: imagesTr with CASE_0000.nii.gz and so on, dataset.json.</summary>
    Nnunet,

    /// <summary>Brain Imaging Data Structure: sub-*/[ses-*/]anat.</summary>
    Bids,

    /// <summary>Any other, by a pattern of paths.</summary>
    Pattern,
}
