typedef global float* Gather_Rows_type_0;
struct Gather_Rows_type_1;
typedef global int* Gather_Rows_type_2;
struct Gather_Rows_type_3;

struct Gather_Rows_type_1_kernel;
struct Gather_Rows_type_3_kernel;
struct Gather_Rows_type_1_kernel;
struct Gather_Rows_type_1_kernel;

struct Gather_Rows_type_1
{
	Gather_Rows_type_0 field_0;
	long field_1;
};
struct Gather_Rows_type_3
{
	Gather_Rows_type_2 field_0;
	long field_1;
};

struct Gather_Rows_type_1_kernel
{
	long field_0;
	long field_1;
};
struct Gather_Rows_type_3_kernel
{
	long field_0;
	long field_1;
};

kernel void Gather_Rows(
	global float* view_0,
	global int* view_1,
	global float* view_2,
	global float* view_3,
	struct Gather_Rows_type_1_kernel var0,
	struct Gather_Rows_type_3_kernel var1,
	struct Gather_Rows_type_1_kernel var2,
	struct Gather_Rows_type_1_kernel var3,
	int var4,
	int var5,
	int var6)
{
	struct Gather_Rows_type_1 var7;
	struct Gather_Rows_type_3 var8;
	struct Gather_Rows_type_1 var9;
	struct Gather_Rows_type_1 var10;
	int var13;
	int var15;
	int var16;
	int var17;
	bool var18;
	float var11;
	Gather_Rows_type_2 var19;
	int var20;
	Gather_Rows_type_2 var21;
	int var22;
	int var23;
	bool var25;
	Gather_Rows_type_0 var26;
	long var27;
	long var28;
	long var29;
	long var30;
	long var31;
	Gather_Rows_type_0 var32;
	float var33;
	long var35;
	bool var37;
	Gather_Rows_type_0 var38;
	Gather_Rows_type_0 var39;
	float var40;
	float var12;
	Gather_Rows_type_0 var41;
	bool var43;
	Gather_Rows_type_0 var44;
	float var45;
	float var46;
	Gather_Rows_type_0 var47;

	;
	var7.field_0 = (Gather_Rows_type_0)view_0+var0.field_0;
	var7.field_1 = var0.field_1;
	;
	var8.field_0 = (Gather_Rows_type_2)view_1+var1.field_0;
	var8.field_1 = var1.field_1;
	;
	var9.field_0 = (Gather_Rows_type_0)view_2+var2.field_0;
	var9.field_1 = var2.field_1;
	;
	var10.field_0 = (Gather_Rows_type_0)view_3+var3.field_0;
	var10.field_1 = var3.field_1;

	L_0: ;
	var13 =  get_group_id ( 0 );
	var15 = (int)((int) var13 <<  (int)8);
	var16 =  get_local_id ( 0 );
	var17 = (int)((int) var15 +  (int)var16);
	var18 = (int) var17 < (int) var4;
	if (var18)
		 goto L_1;
	 goto L_2;

	L_1: ;
	;
	var19 =  var8.field_0;
	var20 = (int)((int) var17 /  (int)var5);
	var21 =  & var19[var20];
	var22 =  *  var21;
	var23 = (int)((int) var17 %  (int)var5);
	var25 = (int) var22 < (int) 0;
	if (var25)
		 goto L_3;
	 goto L_4;

	L_4: ;
	var26 =  var7.field_0;
	var27 = (long)(int) var22;
	var28 = (long)(int) var5;
	var29 = (long)((long) var27 *  (long)var28);
	var30 = (long)(int) var23;
	var31 = (long)((long) var29 +  (long)var30);
	var32 =  & var26[var31];
	var33 =  *  var32;
	var11 = var33;
	 goto L_5;

	L_3: ;
	var35 =  var9.field_1;
	var37 = (long) var35 <= (long) 0;
	var11 = 0.0f;
	if (var37)
		 goto L_5;
	 goto L_6;

	L_6: ;
	var38 =  var9.field_0;
	var39 =  & var38[var23];
	var40 =  *  var39;
	var11 = var40;
	 goto L_5;

	L_5: ;
	;
	var41 =  var10.field_0;
	var43 = (int) var6 == (int) 0;
	var12 = var11;
	if (var43)
		 goto L_7;
	 goto L_8;

	L_8: ;
	var44 =  & var41[var17];
	var45 =  *  var44;
	var46 = (float)((float) var11 +  (float)var45);
	var12 = var46;
	 goto L_7;

	L_7: ;
	var47 =  & var41[var17];
	 *  var47 =  var12;
	 goto L_2;

	L_2: ;
	 return ;

}

typedef global int* Gather_LinkSources_type_0;
struct Gather_LinkSources_type_1;

struct Gather_LinkSources_type_1_kernel;
struct Gather_LinkSources_type_1_kernel;

struct Gather_LinkSources_type_1
{
	Gather_LinkSources_type_0 field_0;
	long field_1;
};

struct Gather_LinkSources_type_1_kernel
{
	long field_0;
	long field_1;
};

kernel void Gather_LinkSources(
	global int* view_0,
	global int* view_1,
	struct Gather_LinkSources_type_1_kernel var0,
	struct Gather_LinkSources_type_1_kernel var1,
	int var2)
{
	struct Gather_LinkSources_type_1 var3;
	struct Gather_LinkSources_type_1 var4;
	int var7;
	int var9;
	int var10;
	int var11;
	bool var12;
	int var5;
	Gather_LinkSources_type_0 var13;
	Gather_LinkSources_type_0 var14;
	int var15;
	int var17;
	int var6;
	bool var18;
	Gather_LinkSources_type_0 var20;
	int var21;
	bool var22;
	Gather_LinkSources_type_0 var23;
	Gather_LinkSources_type_0 var24;
	int var26;

	;
	var3.field_0 = (Gather_LinkSources_type_0)view_0+var0.field_0;
	var3.field_1 = var0.field_1;
	;
	var4.field_0 = (Gather_LinkSources_type_0)view_1+var1.field_0;
	var4.field_1 = var1.field_1;

	L_0: ;
	var7 =  get_group_id ( 0 );
	var9 = (int)((int) var7 <<  (int)8);
	var10 =  get_local_id ( 0 );
	var11 = (int)((int) var9 +  (int)var10);
	var12 = (int) var11 < (int) var2;
	if (var12)
		 goto L_1;
	 goto L_2;

	L_1: ;
	;
	var13 =  var3.field_0;
	var14 =  & var13[var11];
	var15 =  *  var14;
	var17 = (int)((int) var11 +  (int)1);
	var5 = var17;
	 goto L_3;

	L_3: ;
	;
	var18 = (int) var5 < (int) var2;
	if (var18)
		 goto L_4;
	 goto L_5;

	L_5: ;
	var6 = 4294967295;
	 goto L_6;

	L_4: ;
	var20 =  & var13[var5];
	var21 =  *  var20;
	var22 = (uint) var21 != (uint) var15;
	if (var22)
		 goto L_7;
	 goto L_8;

	L_8: ;
	var6 = var5;
	 goto L_6;

	L_6: ;
	var23 =  var4.field_0;
	var24 =  & var23[var11];
	 *  var24 =  var6;
	 goto L_2;

	L_2: ;
	 return ;

	L_7: ;
	var26 = (int)((int) var5 +  (int)1);
	var5 = var26;
	 goto L_3;

}

typedef global int* Gather_LinkTargets_type_0;
struct Gather_LinkTargets_type_1;

struct Gather_LinkTargets_type_1_kernel;
struct Gather_LinkTargets_type_1_kernel;

struct Gather_LinkTargets_type_1
{
	Gather_LinkTargets_type_0 field_0;
	long field_1;
};

struct Gather_LinkTargets_type_1_kernel
{
	long field_0;
	long field_1;
};

kernel void Gather_LinkTargets(
	global int* view_0,
	global int* view_1,
	struct Gather_LinkTargets_type_1_kernel var0,
	struct Gather_LinkTargets_type_1_kernel var1,
	int var2,
	int var3)
{
	struct Gather_LinkTargets_type_1 var4;
	struct Gather_LinkTargets_type_1 var5;
	int var8;
	int var10;
	int var11;
	int var12;
	bool var13;
	int var6;
	int var7;
	bool var15;
	Gather_LinkTargets_type_0 var17;
	Gather_LinkTargets_type_0 var18;
	int var19;
	bool var20;
	Gather_LinkTargets_type_0 var21;
	Gather_LinkTargets_type_0 var22;
	int var24;

	;
	var4.field_0 = (Gather_LinkTargets_type_0)view_0+var0.field_0;
	var4.field_1 = var0.field_1;
	;
	var5.field_0 = (Gather_LinkTargets_type_0)view_1+var1.field_0;
	var5.field_1 = var1.field_1;

	L_0: ;
	var8 =  get_group_id ( 0 );
	var10 = (int)((int) var8 <<  (int)8);
	var11 =  get_local_id ( 0 );
	var12 = (int)((int) var10 +  (int)var11);
	var13 = (int) var12 >= (int) var3;
	if (var13)
		 goto L_1;
	 goto L_2;

	L_2: ;
	;
	var6 = 0;
	 goto L_3;

	L_3: ;
	;
	var15 = (int) var6 < (int) var2;
	if (var15)
		 goto L_4;
	 goto L_5;

	L_5: ;
	var7 = 4294967295;
	 goto L_6;

	L_4: ;
	var17 =  var4.field_0;
	var18 =  & var17[var6];
	var19 =  *  var18;
	var20 = (uint) var19 != (uint) var12;
	if (var20)
		 goto L_7;
	 goto L_8;

	L_8: ;
	var7 = var6;
	 goto L_6;

	L_6: ;
	var21 =  var5.field_0;
	var22 =  & var21[var12];
	 *  var22 =  var7;
	 goto L_1;

	L_7: ;
	var24 = (int)((int) var6 +  (int)1);
	var6 = var24;
	 goto L_3;

	L_1: ;
	 return ;

}

typedef global float* Gather_ScatterAdd_type_0;
struct Gather_ScatterAdd_type_1;
typedef global int* Gather_ScatterAdd_type_2;
struct Gather_ScatterAdd_type_3;

struct Gather_ScatterAdd_type_1_kernel;
struct Gather_ScatterAdd_type_3_kernel;
struct Gather_ScatterAdd_type_3_kernel;
struct Gather_ScatterAdd_type_1_kernel;

struct Gather_ScatterAdd_type_1
{
	Gather_ScatterAdd_type_0 field_0;
	long field_1;
};
struct Gather_ScatterAdd_type_3
{
	Gather_ScatterAdd_type_2 field_0;
	long field_1;
};

struct Gather_ScatterAdd_type_1_kernel
{
	long field_0;
	long field_1;
};
struct Gather_ScatterAdd_type_3_kernel
{
	long field_0;
	long field_1;
};

kernel void Gather_ScatterAdd(
	global float* view_0,
	global int* view_1,
	global int* view_2,
	global float* view_3,
	struct Gather_ScatterAdd_type_1_kernel var0,
	struct Gather_ScatterAdd_type_3_kernel var1,
	struct Gather_ScatterAdd_type_3_kernel var2,
	struct Gather_ScatterAdd_type_1_kernel var3,
	int var4,
	int var5)
{
	struct Gather_ScatterAdd_type_1 var6;
	struct Gather_ScatterAdd_type_3 var7;
	struct Gather_ScatterAdd_type_3 var8;
	struct Gather_ScatterAdd_type_1 var9;
	int var12;
	int var14;
	int var15;
	int var16;
	bool var17;
	int var10;
	Gather_ScatterAdd_type_2 var18;
	int var19;
	Gather_ScatterAdd_type_2 var20;
	int var21;
	bool var23;
	float var11;
	Gather_ScatterAdd_type_0 var24;
	Gather_ScatterAdd_type_0 var25;
	float var26;
	bool var28;
	Gather_ScatterAdd_type_0 var29;
	Gather_ScatterAdd_type_2 var30;
	Gather_ScatterAdd_type_2 var31;
	int var32;
	Gather_ScatterAdd_type_0 var33;
	long var34;
	long var35;
	long var36;
	int var37;
	long var38;
	long var39;
	Gather_ScatterAdd_type_0 var40;
	float var41;
	float var42;

	;
	var6.field_0 = (Gather_ScatterAdd_type_0)view_0+var0.field_0;
	var6.field_1 = var0.field_1;
	;
	var7.field_0 = (Gather_ScatterAdd_type_2)view_1+var1.field_0;
	var7.field_1 = var1.field_1;
	;
	var8.field_0 = (Gather_ScatterAdd_type_2)view_2+var2.field_0;
	var8.field_1 = var2.field_1;
	;
	var9.field_0 = (Gather_ScatterAdd_type_0)view_3+var3.field_0;
	var9.field_1 = var3.field_1;

	L_0: ;
	var12 =  get_group_id ( 0 );
	var14 = (int)((int) var12 <<  (int)8);
	var15 =  get_local_id ( 0 );
	var16 = (int)((int) var14 +  (int)var15);
	var17 = (int) var16 < (int) var4;
	if (var17)
		 goto L_1;
	 goto L_2;

	L_1: ;
	;
	var18 =  var7.field_0;
	var19 = (int)((int) var16 /  (int)var5);
	var20 =  & var18[var19];
	var21 =  *  var20;
	var23 = (int) var21 >= (int) 0;
	if (var23)
		 goto L_3;
	 goto L_2;

	L_3: ;
	;
	var24 =  var9.field_0;
	var25 =  & var24[var16];
	var26 =  *  var25;
	var10 = var21;
	var11 = var26;
	 goto L_4;

	L_4: ;
	var28 = (int) var10 >= (int) 0;
	if (var28)
		 goto L_5;
	 goto L_6;

	L_6: ;
	var29 =  & var24[var16];
	 *  var29 =  var11;
	 goto L_2;

	L_2: ;
	 return ;

	L_5: ;
	var30 =  var8.field_0;
	var31 =  & var30[var10];
	var32 =  *  var31;
	var33 =  var6.field_0;
	var34 = (long)(int) var10;
	var35 = (long)(int) var5;
	var36 = (long)((long) var34 *  (long)var35);
	var37 = (int)((int) var16 %  (int)var5);
	var38 = (long)(int) var37;
	var39 = (long)((long) var36 +  (long)var38);
	var40 =  & var33[var39];
	var41 =  *  var40;
	var42 = (float)((float) var11 +  (float)var41);
	var10 = var32;
	var11 = var42;
	 goto L_4;

}

typedef global float* Gather_Permute_type_0;
struct Gather_Permute_type_1;

struct Gather_Permute_type_1_kernel;
struct Gather_Permute_type_1_kernel;

struct Gather_Permute_type_1
{
	Gather_Permute_type_0 field_0;
	long field_1;
};

struct Gather_Permute_type_1_kernel
{
	long field_0;
	long field_1;
};

kernel void Gather_Permute(
	global float* view_0,
	global float* view_1,
	struct Gather_Permute_type_1_kernel var0,
	struct Gather_Permute_type_1_kernel var1,
	int var2,
	int var3,
	int var4,
	int var5,
	int var6,
	int var7,
	int var8,
	int var9,
	int var10,
	int var11,
	int var12,
	int var13,
	int var14)
{
	struct Gather_Permute_type_1 var15;
	struct Gather_Permute_type_1 var16;
	int var18;
	int var20;
	int var21;
	int var22;
	bool var23;
	float var17;
	Gather_Permute_type_0 var24;
	int var25;
	int var26;
	int var27;
	int var28;
	int var29;
	int var30;
	int var31;
	int var32;
	int var33;
	int var34;
	int var35;
	int var36;
	int var37;
	int var38;
	int var39;
	int var40;
	int var41;
	int var42;
	int var43;
	int var44;
	int var45;
	Gather_Permute_type_0 var46;
	float var47;
	Gather_Permute_type_0 var48;
	bool var50;
	Gather_Permute_type_0 var51;
	float var52;
	float var53;
	Gather_Permute_type_0 var54;

	;
	var15.field_0 = (Gather_Permute_type_0)view_0+var0.field_0;
	var15.field_1 = var0.field_1;
	;
	var16.field_0 = (Gather_Permute_type_0)view_1+var1.field_0;
	var16.field_1 = var1.field_1;

	L_0: ;
	var18 =  get_group_id ( 0 );
	var20 = (int)((int) var18 <<  (int)8);
	var21 =  get_local_id ( 0 );
	var22 = (int)((int) var20 +  (int)var21);
	var23 = (int) var22 < (int) var2;
	if (var23)
		 goto L_1;
	 goto L_2;

	L_1: ;
	;
	var24 =  var15.field_0;
	var25 = (int)((int) var22 %  (int)var7);
	var26 = (int)((int) var25 *  (int)var13);
	var27 = (int)((int) var22 /  (int)var7);
	var28 = (int)((int) var27 %  (int)var6);
	var29 = (int)((int) var28 *  (int)var12);
	var30 = (int)((int) var26 +  (int)var29);
	var31 = (int)((int) var27 /  (int)var6);
	var32 = (int)((int) var31 %  (int)var5);
	var33 = (int)((int) var32 *  (int)var11);
	var34 = (int)((int) var30 +  (int)var33);
	var35 = (int)((int) var31 /  (int)var5);
	var36 = (int)((int) var35 %  (int)var4);
	var37 = (int)((int) var36 *  (int)var10);
	var38 = (int)((int) var34 +  (int)var37);
	var39 = (int)((int) var35 /  (int)var4);
	var40 = (int)((int) var39 %  (int)var3);
	var41 = (int)((int) var40 *  (int)var9);
	var42 = (int)((int) var38 +  (int)var41);
	var43 = (int)((int) var39 /  (int)var3);
	var44 = (int)((int) var43 *  (int)var8);
	var45 = (int)((int) var42 +  (int)var44);
	var46 =  & var24[var45];
	var47 =  *  var46;
	var48 =  var16.field_0;
	var50 = (int) var14 == (int) 0;
	var17 = var47;
	if (var50)
		 goto L_3;
	 goto L_4;

	L_4: ;
	var51 =  & var48[var22];
	var52 =  *  var51;
	var53 = (float)((float) var47 +  (float)var52);
	var17 = var53;
	 goto L_3;

	L_3: ;
	var54 =  & var48[var22];
	 *  var54 =  var17;
	 goto L_2;

	L_2: ;
	 return ;

}

typedef global float* Gather_CopyRuns_type_0;
struct Gather_CopyRuns_type_1;

struct Gather_CopyRuns_type_1_kernel;
struct Gather_CopyRuns_type_1_kernel;

struct Gather_CopyRuns_type_1
{
	Gather_CopyRuns_type_0 field_0;
	long field_1;
};

struct Gather_CopyRuns_type_1_kernel
{
	long field_0;
	long field_1;
};

kernel void Gather_CopyRuns(
	global float* view_0,
	global float* view_1,
	struct Gather_CopyRuns_type_1_kernel var0,
	struct Gather_CopyRuns_type_1_kernel var1,
	int var2,
	int var3,
	int var4,
	int var5,
	int var6)
{
	struct Gather_CopyRuns_type_1 var7;
	struct Gather_CopyRuns_type_1 var8;
	int var10;
	int var12;
	int var13;
	int var14;
	bool var15;
	float var9;
	Gather_CopyRuns_type_0 var16;
	int var17;
	long var18;
	long var19;
	long var20;
	int var21;
	long var22;
	long var23;
	Gather_CopyRuns_type_0 var24;
	float var25;
	Gather_CopyRuns_type_0 var26;
	int var27;
	long var28;
	long var29;
	long var30;
	int var31;
	long var32;
	long var33;
	bool var35;
	Gather_CopyRuns_type_0 var36;
	float var37;
	float var38;
	Gather_CopyRuns_type_0 var39;

	;
	var7.field_0 = (Gather_CopyRuns_type_0)view_0+var0.field_0;
	var7.field_1 = var0.field_1;
	;
	var8.field_0 = (Gather_CopyRuns_type_0)view_1+var1.field_0;
	var8.field_1 = var1.field_1;

	L_0: ;
	var10 =  get_group_id ( 0 );
	var12 = (int)((int) var10 <<  (int)8);
	var13 =  get_local_id ( 0 );
	var14 = (int)((int) var12 +  (int)var13);
	var15 = (int) var14 < (int) var2;
	if (var15)
		 goto L_1;
	 goto L_2;

	L_1: ;
	;
	var16 =  var7.field_0;
	var17 = (int)((int) var14 /  (int)var3);
	var18 = (long)(int) var17;
	var19 = (long)(int) var4;
	var20 = (long)((long) var18 *  (long)var19);
	var21 = (int)((int) var14 %  (int)var3);
	var22 = (long)(int) var21;
	var23 = (long)((long) var20 +  (long)var22);
	var24 =  & var16[var23];
	var25 =  *  var24;
	var26 =  var8.field_0;
	var27 = (int)((int) var14 /  (int)var3);
	var28 = (long)(int) var27;
	var29 = (long)(int) var5;
	var30 = (long)((long) var28 *  (long)var29);
	var31 = (int)((int) var14 %  (int)var3);
	var32 = (long)(int) var31;
	var33 = (long)((long) var30 +  (long)var32);
	var35 = (int) var6 == (int) 0;
	var9 = var25;
	if (var35)
		 goto L_3;
	 goto L_4;

	L_4: ;
	var36 =  & var26[var33];
	var37 =  *  var36;
	var38 = (float)((float) var25 +  (float)var37);
	var9 = var38;
	 goto L_3;

	L_3: ;
	var39 =  & var26[var33];
	 *  var39 =  var9;
	 goto L_2;

	L_2: ;
	 return ;

}
