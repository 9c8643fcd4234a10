namespace BrainDae.Phantom.Anatomy;

/// <summary>What a point of the head consists of. <see cref="White"/> and the fractions named beside it add up to 1.</summary>
/// <param name="Csf">Cerebrospinal fluid.</param>
/// <param name="Grey">Cortical grey matter.</param>
/// <param name="DeepGrey">Thalamus, caudate nucleus, putamen.</param>
/// <param name="Pallidum">Globus pallidus and other iron-rich nuclei, dark on T2.</param>
/// <param name="Vessel">Contrast-enhancing normal structures (sinuses, cortical veins, choroid plexus), on top of the tissue.</param>
/// <param name="Cap">Normal FLAIR-bright rim at the horns of the lateral ventricles, on top of the tissue.</param>
internal readonly record struct TissueFractions(float Csf, float Grey, float DeepGrey, float Pallidum, float Vessel, float Cap)
{
    /// <summary>White matter.</summary>
    public float White => 1 - Csf - Grey - DeepGrey - Pallidum;
}
