namespace EcgCmrNative.Data.Synthetic;

/// <summary>How the ventricles are activated.</summary>
public enum Conduction
{
    /// <summary>Through both bundle branches.</summary>
    Normal,

    /// <summary>Left bundle branch block: the septum from right to left, the left free wall late and slowly.</summary>
    LeftBundleBranchBlock,

    /// <summary>Right bundle branch block: the right ventricle late and slowly.</summary>
    RightBundleBranchBlock,
}
