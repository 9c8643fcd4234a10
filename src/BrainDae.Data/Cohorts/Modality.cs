using System.Collections.Immutable;

namespace BrainDae.Data.Cohorts;

/// <summary>MR sequences in channel order: the value is the channel index everywhere in this software.</summary>
public enum Modality
{
    /// <summary>T2-weighted fluid-attenuated inversion recovery.</summary>
    Flair,

    /// <summary>T1-weighted.</summary>
    T1,

    /// <summary>T1-weighted with gadolinium contrast.</summary>
    T1ce,

    /// <summary>T2-weighted.</summary>
    T2,
}

/// <summary>The modalities in channel order, and the names that files use for them.</summary>
public static class Modalities
{
    /// <summary>Flair, T1, T1ce, T2.</summary>
    public static ImmutableArray<Modality> All { get; } = [Modality.Flair, Modality.T1, Modality.T1ce, Modality.T2];

    /// <summary>Number of channels.</summary>
    public static int Count => All.Length;

    extension(Modality modality)
    {
        /// <summary>The BraTS2021 file-name suffix: flair, t1, t1ce or t2.</summary>
        public string Suffix => modality switch
        {
            Modality.Flair => "flair",
            Modality.T1 => "t1",
            Modality.T1ce => "t1ce",
            Modality.T2 => "t2",
            _ => throw new ArgumentOutOfRangeException(nameof(modality), modality, "Not a modality."),
        };
    }
}
